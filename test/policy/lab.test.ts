import { expect, test } from "vitest";
import { policies } from "../../policy/index.ts";
import { labPlan } from "../lab/lab-plan.ts";
import { violations } from "./engine.ts";
import { siteResources, towerResources } from "./stacks.ts";

test.each([
    { host: null, driver: "mesh" },
    { host: "gist", driver: "mesh" },
    { host: null, driver: "tricircle" },
] as const)(
    "the pack lets every stack of a five-site lab pass, with $driver and the tower's host $host",
    async (lab) => {
        const { plan } = await labPlan(lab.host, "adopt", "shared", lab.driver);
        if (plan === null) throw new Error("the planner refuses the lab's files");
        expect(plan.sites).toHaveLength(5);
        for (const { site, stack } of plan.sites) {
            expect(await violations(policies, await siteResources(site, plan), { plan, stack }), stack).toEqual([]);
        }
        const { stack } = plan.tower;
        expect(await violations(policies, await towerResources(plan), { plan, stack }), stack).toEqual([]);
    },
);
