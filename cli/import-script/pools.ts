import { formatRange, hosts, parseAddress, parseBlock } from "../../plan/cidr.ts";

/**
 * Shares a network's addresses out, so that each site's part holds the address that its guest has already, and not as the
 * first, which goes to OVN's metadata port. Two neighbours part in the middle between their guests.
 * @param guests Guest's address by the site's name.
 * @returns Pools such as `10.0.3.1-10.0.3.15`, by the site's name.
 */
export function sharePools(cidr: string, guests: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    const block = parseBlock(cidr);
    if (block === null) return new Map();
    const { first, last } = hosts(block);
    const sorted = [...guests]
        .flatMap(([site, text]) => {
            const address = parseAddress(text);
            return address === null ? [] : [{ site, address }];
        })
        .sort((a, b) => a.address - b.address);
    return new Map(
        sorted.map(({ site, address }, index) => {
            const before = sorted[index - 1];
            const after = sorted[index + 1];
            const start = before === undefined ? first : middle(before.address, address) + 1;
            const end = after === undefined ? last : middle(address, after.address);
            return [site, formatRange({ first: start, last: end })];
        }),
    );
}

/** Halfway, such that the upper one isn't the first of what lies above. */
function middle(lower: number, upper: number): number {
    return Math.max(lower, Math.min(Math.floor((lower + upper) / 2), upper - 2));
}
