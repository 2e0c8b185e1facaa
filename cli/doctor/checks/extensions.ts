import type { SitePlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

/** What our components use of Neutron beyond its core API (https://docs.openstack.org/api-ref/network/v2/), and for what. */
const needed: Readonly<Record<string, string>> = {
    "allowed-address-pairs": "guests are reached at their tenant address over a shared network",
    "external-net": "the external network",
    "net-mtu-writable": "a shared network's MTU",
    provider: "which physical network a network is on",
    router: "the site router and floating IPs",
    "security-group": "who may reach a guest",
    "standard-attr-description": "what marks an object as ours",
    "standard-attr-tag": "what marks an object as ours",
};

/** Neutron has every extension that a site's stack uses. */
export const extensions: DoctorCheck<SitePlan> = {
    name: "Neutron extensions",
    needs: ["APIs"],
    run: async ({ cloud, region }, hands) => {
        const opened = await hands.cloud(cloud);
        const answer = await opened.request<{ readonly extensions: readonly { readonly alias: string }[] }>(
            "network",
            region,
            "/extensions?fields=alias",
        );
        const there = new Set(answer.extensions.map(({ alias }) => alias));
        const missing = Object.keys(needed).filter((alias) => !there.has(alias));
        if (missing.length === 0) return ok(Object.keys(needed).join(", "));
        const why = missing.map((alias) => `${alias} (for ${needed[alias]})`);
        return wrong(
            `Neutron in ${region} lacks ${why.join(", ")}. Its administrator enables them with extension_drivers and service_plugins in neutron.conf and ml2_conf.ini.`,
        );
    },
};
