import { expect, test } from "vitest";
import { siteChecksOf, towerChecks } from "../../../cli/doctor/checks.ts";
import { samplePlan } from "../verify/fakes.ts";

const { tower } = samplePlan();
const shared = siteChecksOf({ ...samplePlan(), tower });
const own = siteChecksOf({ ...samplePlan(), tower: { ...tower, identityMode: "own" } });

test.each([shared, own, towerChecks])(
    "each check needs only what comes before it, and has a name of its own",
    (...checks) => {
        const names = checks.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const [index, { needs }] of checks.entries()) {
            expect(names.slice(0, index)).toEqual(expect.arrayContaining([...needs]));
        }
    },
);

test("a site's own Keystone is looked at first", () => {
    expect(own.map(({ name }) => name)).toEqual(["Keystone", ...shared.map(({ name }) => name)]);
});
