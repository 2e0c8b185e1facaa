import { expect, test } from "vitest";
import { policies } from "../../policy/index.ts";
import { labPlan } from "../lab/lab-plan.ts";
import { violations } from "./engine.ts";
import { siteResources, towerResources } from "./stacks.ts";

test.each([null, "gist"])(
    "the pack lets every stack of a five-site lab pass, with the tower's host %s",
    async (host) => {
        const { plan } = await labPlan(host);
        if (plan === null) throw new Error("the planner refuses the lab's files");
        expect(plan.sites).toHaveLength(5);
        for (const { site, stack } of plan.sites) {
            expect(await violations(policies, await siteResources(site, plan), { plan, stack }), stack).toEqual([]);
        }
        const { stack } = plan.tower;
        expect(await violations(policies, await towerResources(plan), { plan, stack }), stack).toEqual([]);
    },
);
