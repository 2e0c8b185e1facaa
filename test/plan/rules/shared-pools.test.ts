import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatRange } from "../../../plan/cidr.ts";
import { planEnvironment } from "../../../plan/environment.ts";
import { manySeeds, siteObject, stackFile, stackFiles } from "../arbitrary.ts";
import { edited, errorsOf } from "../sample.ts";

const subnet = { first: 10 * 2 ** 24 + 128 * 2 ** 16, last: 10 * 2 ** 24 + 129 * 2 ** 16 - 1 };

describe("shared pools", () => {
    test("of a proven environment are disjoint and inside the subnet, and others are not proven", () => {
        const range = fc.tuple(fc.integer({ min: -20, max: 80 }), fc.integer({ min: 1, max: 30 }));
        fc.assert(
            fc.property(fc.array(range, { minLength: 2, maxLength: 6 }), (ranges) => {
                const pools = ranges.map(([start, length]) => ({
                    first: subnet.first + start,
                    last: subnet.first + start + length,
                }));
                const seeds = manySeeds(pools.length);
                const files = stackFiles(seeds).map((file, index) => {
                    const [seed, pool] = [seeds[index - 1], pools[index - 1]];
                    if (seed === undefined || pool === undefined) return file;
                    const shared = { net3: { pool: formatRange(pool) } };
                    return stackFile(seed.name, { ...siteObject({ ...seed, guest: false }), shared });
                });
                const inside = pools.every(({ first, last }) => first > subnet.first && last < subnet.last);
                const apart = pools.every((a, i) =>
                    pools.slice(i + 1).every((b) => a.last < b.first || b.last < a.first),
                );
                expect(planEnvironment(files, "2026-11-22").plan !== null).toBe(inside && apart);
            }),
        );
    });

    test("may touch each other, and the subnet's first and last host", () => {
        const first = edited("gist", "10.30.0.16-10.30.0.31", "10.30.0.1-10.30.0.31");
        const last = edited("korea", "10.30.0.32-10.30.0.47", "10.30.0.32-10.30.0.254");
        expect(errorsOf({ ...first, ...last })).toEqual([]);
    });

    test("that are equal at two sites are one finding, at the later one", () => {
        const { korea = "" } = edited("korea", "10.30.0.32-10.30.0.47", "10.30.0.16-10.30.0.31");
        expect(errorsOf({ korea: korea.replace("net3: 10.30.0.36", "net3: 10.30.0.30") })).toEqual([
            "sites.korea.shared.net3.pool: 10.30.0.16-10.30.0.31 overlaps sites.gist.shared.net3.pool " +
                "(10.30.0.16-10.30.0.31). Choose addresses outside 10.30.0.16-10.30.0.31.",
        ]);
    });
});
