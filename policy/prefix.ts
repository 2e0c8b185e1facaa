import ipaddr from "ipaddr.js";

/** Addresses of a CIDR, or a single one. */
export interface Prefix {
    /** How many bits an address has: 32 or 128. */
    readonly bits: number;
    readonly length: number;
    readonly first: bigint;
    readonly last: bigint;
}

/** Addresses that an IPv4 or IPv6 text stands for; `null` for all else. Bits behind the prefix are ignored, as Neutron does. */
export function prefixOf(text: unknown): Prefix | null {
    if (typeof text !== "string") return null;
    const [address = "", given] = text.split("/");
    if (!ipaddr.isValid(address)) return null;
    const bytes = ipaddr.parse(address).toByteArray();
    const bits = bytes.length * 8;
    const length = given === undefined ? bits : Number(given);
    if (!Number.isInteger(length) || length < 0 || length > bits) return null;
    const size = 1n << BigInt(bits - length);
    const value = bytes.reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
    const first = (value / size) * size;
    return { bits, length, first, last: first + size - 1n };
}

/** How many addresses prefixes of one family hold together; what is in two of them counts once. */
export function addressesIn(prefixes: readonly Prefix[]): bigint {
    const sorted = [...prefixes].sort((a, b) => (a.first < b.first ? -1 : 1));
    let [total, end] = [0n, -1n];
    for (const { first, last } of sorted) {
        if (last <= end) continue;
        total += last - (first > end ? first - 1n : end);
        end = last;
    }
    return total;
}
