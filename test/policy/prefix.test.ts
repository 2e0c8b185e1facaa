import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressesIn, type Prefix, prefixOf } from "../../policy/prefix.ts";

const prefixes = (...texts: readonly string[]) => texts.flatMap((text) => prefixOf(text) ?? []);

describe("prefixOf", () => {
    test("reads blocks and single addresses of both families", () => {
        expect(prefixOf("10.0.0.0/8")).toEqual({ bits: 32, length: 8, first: 0x0a000000n, last: 0x0affffffn });
        expect(prefixOf("10.0.0.7")).toMatchObject({ length: 32, first: 0x0a000007n, last: 0x0a000007n });
        expect(prefixOf("::/0")).toEqual({ bits: 128, length: 0, first: 0n, last: 2n ** 128n - 1n });
    });

    test("ignores what stands behind the prefix", () => expect(prefixOf("10.9.9.9/8")).toEqual(prefixOf("10.0.0.0/8")));

    test.each(["", "any", "10.0.0.0/33", "::/129", "10.0.0.0/x", undefined, Symbol("unknown")])(
        "reads nothing from %s",
        (text) => expect(prefixOf(text)).toBeNull(),
    );
});

describe("addressesIn", () => {
    test("counts what overlaps once", () => {
        expect(addressesIn(prefixes("10.0.0.0/24", "10.0.0.128/25", "10.0.1.0/24", "10.0.0.0/24"))).toBe(512n);
        expect(addressesIn(prefixes("0.0.0.0/1", "128.0.0.0/1"))).toBe(2n ** 32n);
        expect(addressesIn(prefixes("::/1", "8000::/1"))).toBe(2n ** 128n);
        expect(addressesIn([])).toBe(0n);
    });

    test("counts as a set of addresses does, in any order", () => {
        const range = fc.tuple(fc.nat(60), fc.nat(8)).map(([first, more]): Prefix => {
            return { bits: 32, length: 0, first: BigInt(first), last: BigInt(first + more) };
        });
        fc.assert(
            fc.property(fc.array(range), (ranges) => {
                const all = new Set<bigint>();
                for (const { first, last } of ranges) for (let one = first; one <= last; one += 1n) all.add(one);
                expect(addressesIn(ranges)).toBe(BigInt(all.size));
            }),
        );
    });
});
