import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { largestMtu } from "../../../plan/rules/mtu.ts";
import { edited, errorsOf } from "../sample.ts";

describe("a shared network's MTU", () => {
    test("proposed is the minimum over all pairs of sites", () => {
        fc.assert(
            fc.property(
                fc.array(fc.integer({ min: 1330, max: 9216 }), { minLength: 2, maxLength: 12 }),
                (underlays) => {
                    const pairs = underlays.flatMap((a, i) => underlays.slice(i + 1).map((b) => Math.min(a, b) - 50));
                    expect(largestMtu(underlays)).toBe(pairs.reduce((smallest, pair) => Math.min(smallest, pair)));
                },
            ),
        );
    });

    test("may be the largest that fits, and not one byte more", () => {
        const jumbo = edited("korea", "mtu: 1500", "mtu: 9000");
        expect(errorsOf({ ...jumbo, ...edited("gist", "mtu: 1500", "mtu: 1500") })).toEqual([]);
        expect(errorsOf({ ...jumbo, ...edited("tower", "1450", "1451") })).toEqual([
            "tower.sharedNetworks.net3.mtu: 1451 is more than some sites carry: gist (1500 − 50). " +
                "Write 1450, the largest that fits, or raise vtep.mtu where the underlay allows.",
        ]);
    });

    test("is no matter of sites that have no part of the network", () => {
        const { gist = "" } = edited("gist", "shared: { net3: { pool: 10.30.0.16-10.30.0.31 } }", "shared: {}");
        expect(errorsOf({ gist: gist.replace("mtu: 1500", "mtu: 1400").replace(", net3: 10.30.0.20", "") })).toEqual(
            [],
        );
    });
});
