import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockAround, contains, overlap } from "../../plan/cidr.ts";
import { nestedPairs, overlappingPairs } from "../../plan/sweep.ts";

/** Few addresses and owners, so that blocks often lie in each other, and often may. */
const entry = fc.record({
    block: fc
        .tuple(fc.nat(255), fc.integer({ min: 24, max: 32 }))
        .map(([address, prefix]) => blockAround(address, prefix)),
    owner: fc.nat(3),
    address: fc.boolean(),
});
const entries = fc
    .array(entry, { maxLength: 30 })
    .map((list) =>
        list.map(({ block, address, owner }) => ({ owner, block: address ? blockAround(block.first, 32) : block })),
    );
type Entry = { readonly owner: number; readonly block: ReturnType<typeof blockAround> };
const clash = (a: Entry, b: Entry) => a.owner !== b.owner && (a.block.prefix < 32 || b.block.prefix < 32);

describe("nestedPairs", () => {
    test("finds exactly the blocks that brute force finds inside a forbidden one", () => {
        fc.assert(
            fc.property(entries, (list) => {
                const pairs = nestedPairs(list, clash);
                for (const [outer, inner] of pairs)
                    expect(contains(outer.block, inner.block) && clash(outer, inner)).toBe(true);
                const swept = new Set(pairs.flat());
                const inside = list.filter((inner) =>
                    list.some((outer) => outer !== inner && clash(outer, inner) && contains(outer.block, inner.block)),
                );
                for (const inner of inside) expect(swept.has(inner)).toBe(true);
                expect(pairs.length === 0).toBe(inside.length === 0);
            }),
        );
    });

    test("names no more than four blocks around one, however many there are", () => {
        const same = Array.from({ length: 1000 }, (_, owner) => ({ owner, block: blockAround(0, 24) }));
        expect(nestedPairs(same, clash).length).toBeLessThan(4 * same.length);
    });
});

describe("overlappingPairs", () => {
    const ranges = fc
        .array(fc.tuple(fc.nat(200), fc.nat(30)), { maxLength: 30 })
        .map((list) => list.map(([first, length]) => ({ range: { first, last: first + length } })));

    test("finds exactly the ranges that brute force finds beginning inside an earlier one", () => {
        fc.assert(
            fc.property(ranges, (list) => {
                const pairs = overlappingPairs(list);
                for (const [a, b] of pairs) expect(a !== b && overlap(a.range, b.range)).toBe(true);
                const all = list.flatMap((a, i) => list.slice(i + 1).filter((b) => overlap(a.range, b.range)));
                expect(pairs.length === 0).toBe(all.length === 0);
                expect(pairs.length).toBeLessThan(Math.max(1, list.length));
            }),
        );
    });

    test("sees a short range inside a long one that began earlier", () => {
        const [long, short, inner] = [
            [0, 100],
            [10, 20],
            [50, 60],
        ].map(([first = 0, last = 0]) => ({ range: { first, last } }));
        expect(overlappingPairs([long, short, inner].flatMap((range) => range ?? []))).toEqual([
            [long, short],
            [long, inner],
        ]);
    });
});
