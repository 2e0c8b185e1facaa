import { cloudOpener } from "../../cloud/opener.ts";
import type { SharedNetworkPlan, SitePlan } from "../../plan/environment-plan.ts";
import { UserError } from "../../plan/user-error.ts";

/** A site's end of a shared network, in another bridge than planned. */
export function onBridge(network: SharedNetworkPlan, bridge: string): SharedNetworkPlan {
    return { ...network, vtep: { ...network.vtep, bridge } };
}

interface Networks {
    readonly networks: readonly { readonly id: string; readonly name: string }[];
}

/**
 * A site's end of a shared network with the name of its bridge. Of Linux bridges no plan knows it: Nova names them after
 * Neutron's id of the network, which is asked for here.
 * @throws UserError when the site's Neutron has no such network, or doesn't answer.
 */
export async function withBridge(
    site: Pick<SitePlan, "environment" | "cloud" | "region" | "site">,
    network: SharedNetworkPlan,
    open = cloudOpener(site.environment, 20_000),
): Promise<SharedNetworkPlan> {
    if (network.vtep.switch !== "linuxbridge") return network;
    const cloud = await open(site.cloud);
    const path = `/networks?${new URLSearchParams({ name: network.name, project_id: cloud.projectId ?? "" })}`;
    const { networks } = await cloud.request<Networks>("network", site.region, path);
    const [found] = networks.filter(({ name }) => name === network.name);
    if (found === undefined) {
        throw new UserError(
            `site ${site.site}: Neutron in ${site.region} has no ${network.name} of the site's own. Run up: it makes it.`,
        );
    }
    return onBridge(network, `brq${found.id.slice(0, 11)}`);
}
