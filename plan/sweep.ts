import { type Block, overlap, type Range } from "./cidr.ts";

/** Two entries that clash: the first begins no later than the second. */
export type Pair<T> = readonly [T, T];

/** How many of the blocks around a clashing one are named: the rest says nothing new, and could be all of them. */
const named = 4;

/**
 * Pairs of blocks of which one lies in the other, where `clash` forbids it, in n log n.
 *
 * Two CIDR blocks are either apart or one inside the other, so in the order of their first addresses, the larger first,
 * the blocks around the current one are exactly those not yet ended: a stack. Each inner block of a clashing pair is in
 * some pair returned, with the outermost {@link named} blocks it clashes with.
 */
export function nestedPairs<T extends { readonly block: Block }>(
    entries: readonly T[],
    clash: (outer: T, inner: T) => boolean,
): Pair<T>[] {
    const pairs: Pair<T>[] = [];
    const around: T[] = [];
    for (const inner of sorted(entries, ({ block }) => block)) {
        while ((around.at(-1)?.block.last ?? Number.POSITIVE_INFINITY) < inner.block.first) around.pop();
        pairs.push(...firstFew(around, (outer) => clash(outer, inner)).map((outer): Pair<T> => [outer, inner]));
        if (inner.block.prefix < 32) around.push(inner);
    }
    return pairs;
}

/**
 * Pairs of ranges that overlap, in n log n: each range that begins inside earlier ones is paired with that of them which
 * ends last. So a range that overlaps nothing is in no pair, and ranges are all apart if and only if there is no pair.
 */
export function overlappingPairs<T extends { readonly range: Range }>(entries: readonly T[]): Pair<T>[] {
    const pairs: Pair<T>[] = [];
    let longest: T | null = null;
    for (const entry of sorted(entries, ({ range }) => range)) {
        if (longest !== null && overlap(longest.range, entry.range)) pairs.push([longest, entry]);
        if (longest === null || entry.range.last > longest.range.last) longest = entry;
    }
    return pairs;
}

/** By first address, the larger first; equal ones stay in their order. */
function sorted<T>(entries: readonly T[], rangeOf: (entry: T) => Range): T[] {
    return [...entries].sort((a, b) => rangeOf(a).first - rangeOf(b).first || rangeOf(b).last - rangeOf(a).last);
}

function firstFew<T>(entries: readonly T[], wanted: (entry: T) => boolean): T[] {
    const found: T[] = [];
    for (const entry of entries) {
        if (found.length === named) break;
        if (wanted(entry)) found.push(entry);
    }
    return found;
}
