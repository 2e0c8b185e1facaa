import type { EnvironmentPlan, GuestRoute, SharedNetworkPlan, SitePlan } from "../../plan/environment-plan.ts";

/** One guest's end of a pair. */
export interface GuestEnd {
    readonly site: string;
    /** Guest's name. */
    readonly name: string;
    readonly tenant: string;
    /** Address on the pair's shared network. */
    readonly shared: string;
}

/** Two guests of different sites, one way. */
export interface GuestPair {
    readonly network: string;
    readonly mtu: number;
    readonly from: GuestEnd;
    readonly to: GuestEnd;
    /** How `from` reaches `to` at its tenant address, or `null` when the plan has no route. */
    readonly route: GuestRoute | null;
}

/** Every ordered pair of guests of different sites, for each shared network both are on. */
export function guestPairs(plan: EnvironmentPlan): readonly GuestPair[] {
    return plan.sites.flatMap((from) =>
        plan.sites
            .filter((to) => to.site !== from.site)
            .flatMap((to) => from.sharedNetworks.flatMap((network) => pairOn(network, from, to) ?? [])),
    );
}

function pairOn(network: SharedNetworkPlan, from: SitePlan, to: SitePlan): GuestPair | null {
    const near = endOf(from, network.name);
    const far = endOf(to, network.name);
    if (near === null || far === null) return null;
    const route = network.routes.find(({ destination }) => destination.split("/")[0] === far.tenant) ?? null;
    return { network: network.name, mtu: network.mtu, from: near, to: far, route };
}

function endOf(site: SitePlan, network: string): GuestEnd | null {
    const shared = site.guest?.shared[network];
    if (site.guest === null || shared === undefined) return null;
    return { site: site.site, name: site.guest.name, tenant: site.guest.tenant, shared };
}

/** Two K-Boxes, one way over the underlay. */
export interface VtepPair {
    readonly from: { readonly site: string; readonly address: string };
    readonly to: { readonly site: string; readonly address: string };
    readonly mtu: number;
}

/** Every ordered pair of VTEPs; shared networks that start from the same addresses are tried once. */
export function vtepPairs(plan: EnvironmentPlan): readonly VtepPair[] {
    const pairs = plan.sites.flatMap((site) =>
        site.sharedNetworks.flatMap(({ vtep }) =>
            vtep.peers.map((peer) => ({
                from: { site: site.site, address: vtep.address },
                to: { site: peer.site, address: peer.address },
                mtu: vtep.mtu,
            })),
        ),
    );
    return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
}
