import type { Cloud } from "../../cloud/cloud.ts";
import type { GuestPlan, SitePlan } from "../../plan/environment-plan.ts";
import { hostKeysOf } from "./console.ts";

/** Something that comes with time: a guest that still boots. */
export class NotYet extends Error {}

/** Where a guest is reached from outside, and how it is known. */
export interface GuestLocation {
    readonly floatingIp: string;
    readonly hostKeys: readonly string[];
}

interface FloatingIp {
    readonly floating_ip_address: string;
    readonly port_id: string;
    /** @default - none */
    readonly description?: string;
}

/** Asks Neutron and Nova for a guest's floating IP and host keys: what OpenStack really has, not what a stack says. */
export async function locateGuest(
    cloud: Pick<Cloud, "request">,
    site: SitePlan,
    guest: GuestPlan,
): Promise<GuestLocation> {
    const floating = await floatingIpOf(cloud, site, guest);
    const { port } = await cloud.request<{ port: { device_id: string } }>(
        "network",
        site.region,
        `/ports/${floating.port_id}`,
    );
    const hostKeys = await serverHostKeys(cloud, site, guest.name, port.device_id);
    return { floatingIp: floating.floating_ip_address, hostKeys };
}

/** Finds the control VM among the site's own servers, and asks Nova for its host keys. */
export async function controlVmHostKeys(
    cloud: Pick<Cloud, "request">,
    site: SitePlan,
    name: string,
): Promise<readonly string[]> {
    const { servers } = await cloud.request<{ servers: readonly { readonly id: string; readonly name: string }[] }>(
        "compute",
        site.region,
        `/servers?name=${name}`,
    );
    // Nova takes the name for a pattern.
    const found = servers.find((server) => server.name === name);
    if (found === undefined) {
        throw new Error(`Nova in ${site.region} has no ${name}; is it there? Run k-one up ${site.environment}`);
    }
    return serverHostKeys(cloud, site, name, found.id);
}

async function serverHostKeys(
    cloud: Pick<Cloud, "request">,
    site: SitePlan,
    name: string,
    id: string,
): Promise<readonly string[]> {
    await requireActive(cloud, site, name, id);
    const console = await cloud.request<{ output: string }>("compute", site.region, `/servers/${id}/action`, {
        method: "POST",
        body: { "os-getConsoleOutput": {} },
    });
    const hostKeys = hostKeysOf(console.output);
    if (hostKeys.length === 0) {
        throw new NotYet(`the console log of ${name} shows no SSH host keys yet, so it can't be told from another`);
    }
    return hostKeys;
}

async function floatingIpOf(cloud: Pick<Cloud, "request">, site: SitePlan, guest: GuestPlan): Promise<FloatingIp> {
    const { floatingips } = await cloud.request<{ floatingips: readonly FloatingIp[] }>(
        "network",
        site.region,
        `/floatingips?fixed_ip_address=${guest.tenant}`,
    );
    // Another tenant of the region may use the same private address.
    const ours = floatingips.find(({ description }) => description?.startsWith(`k-one:${site.stack}:`));
    const found = ours ?? floatingips[0];
    if (found === undefined) {
        throw new Error(
            `Neutron in ${site.region} has no floating IP for ${guest.name} (${guest.tenant}); is it there? Run k-one up ${site.environment}`,
        );
    }
    return found;
}

async function requireActive(cloud: Pick<Cloud, "request">, site: SitePlan, name: string, id: string) {
    const { server } = await cloud.request<{ server: { status: string } }>("compute", site.region, `/servers/${id}`);
    if (server.status === "ACTIVE") return;
    const text = `${name} is ${server.status} in Nova of ${site.region}`;
    throw ["BUILD", "REBOOT", "HARD_REBOOT"].includes(server.status) ? new NotYet(text) : new Error(text);
}
