import type { Cloud } from "../../../cloud/cloud.ts";
import type { SharedNetworkPlan, SitePlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, type DoctorFinding, ok, upHint, wrong } from "../check.ts";

interface Network {
    /** @default - Neutron leaves it to others */
    readonly mtu?: number;
    /** @default - the site's user may not see it */
    readonly "provider:physical_network"?: string;
}

/** Each shared network has in Neutron the declared MTU, which DHCP announces, and its own physical network. */
export const sharedNetworkMtu: DoctorCheck<SitePlan> = {
    name: "shared network",
    needs: ["APIs"],
    run: async (site, hands) => {
        const cloud = await hands.cloud(site.cloud);
        return Promise.all(site.sharedNetworks.map((network) => look(cloud, site, network)));
    },
};

async function look(cloud: Cloud, site: SitePlan, { name, mtu }: SharedNetworkPlan): Promise<DoctorFinding> {
    const path = `/networks?name=${encodeURIComponent(name)}&project_id=${cloud.projectId}`;
    const { networks } = await cloud.request<{ readonly networks: readonly Network[] }>("network", site.region, path);
    const [network] = networks;
    if (network === undefined) return { status: "not yet", text: `${name} isn't there yet. ${upHint(site)} makes it.` };
    const physical = network["provider:physical_network"];
    if (network.mtu === mtu && (physical ?? name) === name) return ok(`${name} has MTU ${mtu}`);
    return wrong(
        `${name} has MTU ${network.mtu} on physical network ${physical}; declared are ${mtu} and ${name}. ${upHint(site, "refresh")}, then ${upHint(site)} mends it.`,
    );
}
