import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
    blockAround,
    contains,
    formatAddress,
    formatBlock,
    formatRange,
    holds,
    hosts,
    overlap,
    parseAddress,
    parseBlock,
    parsePool,
    size,
} from "../../plan/cidr.ts";

const address = fc.nat(2 ** 32 - 1);
const prefix = fc.nat(32);

describe("addresses", () => {
    test("are read back as they were written", () => {
        fc.assert(fc.property(address, (number) => parseAddress(formatAddress(number)) === number));
    });

    test.each(["", "10.0.0", "10.0.0.256", "10.0.0.01", "0x0a.0.0.1", "10.0.0.1 ", "::1"])("%j is none", (text) => {
        expect(parseAddress(text)).toBeNull();
    });
});

describe("blocks", () => {
    test("are read back as they were written", () => {
        fc.assert(
            fc.property(address, prefix, (number, bits) => {
                const block = blockAround(number, bits);
                expect(parseBlock(formatBlock(block))).toEqual(block);
            }),
        );
    });

    test("hold their address, have their size, and are apart or one inside the other", () => {
        fc.assert(
            fc.property(address, prefix, address, prefix, (a, p, b, q) => {
                const [x, y] = [blockAround(a, p), blockAround(b, q)];
                expect(holds(x, a)).toBe(true);
                expect(size(x)).toBe(2 ** (32 - p));
                expect(overlap(x, y)).toBe(contains(x, y) || contains(y, x));
            }),
        );
    });

    test.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/8/8", "/8", "a/8"])("%j is none", (text) => {
        expect(parseBlock(text)).toBeNull();
    });

    test("have all addresses but the first and last for hosts", () => {
        expect(formatRange(hosts(blockAround(parseAddress("10.1.0.77") ?? 0, 24)))).toBe("10.1.0.1-10.1.0.254");
    });
});

describe("pools", () => {
    test("are read with and without blanks around the dash", () => {
        expect(parsePool("10.0.0.1 - 10.0.0.9")).toEqual(parsePool("10.0.0.1-10.0.0.9"));
    });

    test.each(["10.0.0.1", "10.0.0.1-", "10.0.0.1-10.0.0.2-10.0.0.3", "10.0.0.0/24"])("%j is none", (text) => {
        expect(parsePool(text)).toBeNull();
    });
});
