import ipaddr from "ipaddr.js";

/** Addresses from the first to the last, both included, as unsigned 32-bit numbers. */
export interface Range {
    readonly first: number;
    readonly last: number;
}

/** A CIDR block: a range of 2^(32 − prefix) addresses that begins at a multiple of its size. */
export interface Block extends Range {
    readonly prefix: number;
}

/** Address as a number, or `null` when the text is no IPv4 address in four decimal parts. */
export function parseAddress(text: string): number | null {
    if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
    return ipaddr.IPv4.parse(text).octets.reduce((number, octet) => number * 256 + octet, 0);
}

/** Number as an address in four decimal parts. */
export function formatAddress(address: number): string {
    return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

/** Block that a CIDR stands for, host bits cleared; or `null` when the text is no CIDR. */
export function parseBlock(text: string): Block | null {
    const [address = "", prefix = "", ...rest] = text.split("/");
    const number = parseAddress(address);
    if (number === null || rest.length > 0 || !/^(\d|[12]\d|3[0-2])$/.test(prefix)) return null;
    return blockAround(number, Number(prefix));
}

/** Block of the given prefix that holds an address. */
export function blockAround(address: number, prefix: number): Block {
    const size = 2 ** (32 - prefix);
    const first = address - (address % size);
    return { first, last: first + size - 1, prefix };
}

/** As a CIDR, such as `10.1.0.0/24`. */
export function formatBlock(block: Block): string {
    return `${formatAddress(block.first)}/${block.prefix}`;
}

/** Range that a pool `a-b` stands for, or `null` when the text is no pool. The ends may be in the wrong order. */
export function parsePool(text: string): Range | null {
    const [start = "", end = "", ...rest] = text.split("-").map((part) => part.trim());
    const first = parseAddress(start);
    const last = parseAddress(end);
    return first === null || last === null || rest.length > 0 ? null : { first, last };
}

/** As a pool, such as `10.30.0.16-10.30.0.31`. */
export function formatRange(range: Range): string {
    return `${formatAddress(range.first)}-${formatAddress(range.last)}`;
}

/** Addresses that hosts may have: all but the network's and the broadcast address. */
export function hosts(block: Block): Range {
    return { first: block.first + 1, last: block.last - 1 };
}

/** How many addresses a range has; none when it ends before it begins. */
export function size(range: Range): number {
    return Math.max(0, range.last - range.first + 1);
}

/** Whether all of the inner range lies in the outer one. */
export function contains(outer: Range, inner: Range): boolean {
    return outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether an address lies in a range. */
export function holds(range: Range, address: number): boolean {
    return range.first <= address && address <= range.last;
}

/** Whether two ranges have an address in common. */
export function overlap(a: Range, b: Range): boolean {
    return a.first <= b.last && b.first <= a.last;
}
