import { type EnvironmentDraft, entries } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { list } from "../words.ts";

/** Outer IPv4 header, UDP, VXLAN and the inner Ethernet header: 20 + 8 + 8 + 14 bytes. */
export const vxlanOverIpv4 = 50;

/**
 * Every pair of sites carries a shared network's MTU.
 * A pair carries what the smaller of its two underlays leaves after VXLAN, so the smallest underlay decides for all pairs.
 */
export function* mtu({ sites, tower }: EnvironmentDraft): Iterable<Finding> {
    for (const [network, { mtu }] of entries(tower.sharedNetworks)) {
        const carried = sites
            .filter(({ file }) => file.shared?.[network] !== undefined)
            .flatMap(({ name, file }) => (file.vtep?.mtu === undefined ? [] : [{ name, underlay: file.vtep.mtu }]));
        const short = carried.filter(({ underlay }) => mtu !== undefined && underlay - vxlanOverIpv4 < mtu);
        if (short.length > 0) yield error(`tower.sharedNetworks.${network}.mtu`, message(mtu, short));
    }
}

/** Largest MTU that every pair of these underlays carries. */
export function largestMtu(underlays: readonly number[]): number {
    return (
        underlays.reduce((smallest, underlay) => Math.min(smallest, underlay), Number.POSITIVE_INFINITY) - vxlanOverIpv4
    );
}

function message(
    mtu: number | undefined,
    short: readonly { readonly name: string; readonly underlay: number }[],
): string {
    const sites = short.map(({ name, underlay }) => `${name} (${underlay} − ${vxlanOverIpv4})`);
    const largest = largestMtu(short.map(({ underlay }) => underlay));
    return (
        `${mtu} is more than some sites carry: ${list(sites, 10)}. ` +
        `Write ${largest}, the largest that fits, or raise vtep.mtu where the underlay allows.`
    );
}
