import { describe, expect, test } from "vitest";
import { planEnvironment } from "../../../plan/environment.ts";
import { isError } from "../../../plan/finding.ts";
import { manySeeds, stackFiles } from "../arbitrary.ts";

const errors = (guests: number, others: number) => {
    const sites = manySeeds(guests + others).map((seed, index) => ({ ...seed, guest: index < guests }));
    return planEnvironment(stackFiles(sites), "2026-11-22").findings.filter(isError);
};

describe("host routes on a subnet", () => {
    test("are at most 20: one for each guest of the other sites", () => {
        expect(errors(21, 0)).toEqual([]);
        expect(errors(20, 5)).toEqual([]);
    });

    test.each([
        [22, 0, 21, 1],
        [21, 1, 21, 1],
        [30, 3, 30, 10],
    ])("are too many with %i guests and %i sites without", (guests, others, routes, over) => {
        expect(errors(guests, others)).toEqual([
            {
                severity: "error",
                path: "tower.sharedNetworks.net3",
                message:
                    `${guests} sites declare a guest on it, so a subnet needs ${routes} host routes. ` +
                    "Allowed: 20, as Neutron holds no more on a subnet. " +
                    `Take net3 out of the guest of ${over} or more sites.`,
            },
        ]);
    });
});
