import { describe, expect, test } from "vitest";
import { openEnvironment, targetsOf } from "../../cli/environment.ts";
import type { EnvironmentPlan, SitePlan } from "../../plan/environment-plan.ts";

const site = (name: string) => ({ site: name, stack: `lab-${name}`, cloud: `lab-${name}`, region: name }) as SitePlan;
const tower = { stack: "lab-tower", cloud: "lab-tower", region: "CentralRegion" };
const plan = { environment: "lab", tower, sites: [site("gist"), site("korea")] } as unknown as EnvironmentPlan;
const stacks = (names: readonly string[] | null) => targetsOf(plan, names).map(({ stack }) => stack);

describe("targetsOf", () => {
    test("the tower and every site", () => expect(stacks(null)).toEqual(["lab-tower", "lab-gist", "lab-korea"]));

    test("the named sites, and not the tower", () => expect(stacks(["korea"])).toEqual(["lab-korea"]));

    test("the tower by its name", () => expect(stacks(["tower"])).toEqual(["lab-tower"]));

    test("each with its own cloud and region", () =>
        expect(targetsOf(plan, ["gist"])).toMatchObject([
            { cloud: "lab-gist", region: "gist", site: { site: "gist" } },
        ]));

    test("no tower where each site has a Keystone of its own: it makes nothing", () => {
        const own = { ...plan, tower: { ...plan.tower, identityMode: "own" as const } };
        expect(targetsOf(own, null).map(({ stack }) => stack)).toEqual(["lab-gist", "lab-korea"]);
        expect(() => targetsOf(own, ["tower"])).toThrow("tower: no site of lab. Allowed: gist, korea.");
    });

    test("a site that there isn't is named with those there are", () =>
        expect(() => stacks(["gist", "kaist"])).toThrow("kaist: no site of lab. Allowed: tower, gist, korea."));
});

test("an environment without files stops before anything else is done", async () => {
    await expect(openEnvironment("nowhere", "up", () => undefined)).rejects.toMatchObject({ name: "UserError" });
});
