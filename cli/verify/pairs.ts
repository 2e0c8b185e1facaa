import type { EnvironmentPlan, GuestRoute, SharedNetworkPlan, SitePlan } from "../../plan/environment-plan.ts";
import type { Check } from "./check.ts";

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
    /** VXLAN device that carries it on each K-Box. */
    readonly device: string;
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

/** Something that one guest of a pair tries towards the other. */
export function pairCheck({ from, to }: GuestPair, path: string, run: Check["run"]): Check {
    return { from: from.name, to: to.name, path, sites: [from.site, to.site], run };
}

/** The same, for what gives the guest an address or a neighbour for a moment, which the next such check takes away. */
export function changingPairCheck(pair: GuestPair, path: string, run: Check["run"]): Check {
    return { ...pairCheck(pair, path, run), changes: `${path} at ${pair.from.name}` };
}

function pairOn(network: SharedNetworkPlan, from: SitePlan, to: SitePlan): GuestPair | null {
    const near = endOf(from, network.name);
    const far = endOf(to, network.name);
    if (near === null || far === null) return null;
    const route = network.routes.find(({ destination }) => destination.split("/")[0] === far.tenant) ?? null;
    return { network: network.name, mtu: network.mtu, device: network.vtep.device, from: near, to: far, route };
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

/** Two sites' ends of a shared network, one way. */
export interface TunnelPair {
    readonly network: string;
    /** VXLAN device that carries it on each K-Box. */
    readonly device: string;
    readonly from: string;
    readonly to: string;
    /** Address on it of the guest of `to`, or `null` when there is none. */
    readonly guest: string | null;
}

/** Every ordered pair of sites on each shared network. */
export function tunnelPairs({ sites }: EnvironmentPlan): readonly TunnelPair[] {
    const guests = new Map(sites.map(({ site, guest }) => [site, guest?.shared ?? {}]));
    return sites.flatMap(({ site, sharedNetworks }) =>
        sharedNetworks.flatMap(({ name, vtep: { device, peers } }) =>
            peers.map((peer) => ({
                ...{ network: name, device, from: site, to: peer.site },
                guest: guests.get(peer.site)?.[name] ?? null,
            })),
        ),
    );
}
