import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyTopology, topologyOf } from "../../../cli/topology/topology.ts";
import { planEnvironment } from "../../../plan/environment.ts";
import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import { samplePlan } from "../../components/sample-plan.ts";
import { seeds, stackFiles } from "../../plan/arbitrary.ts";

describe("topologyOf", () => {
    test("has the tower, the shared networks and every site", () => {
        const { environment, common, sites } = topologyOf(samplePlan());
        expect(environment).toBe("lab");
        expect(common.map(({ id }) => id)).toEqual(["tower", "tower/net3"]);
        expect(sites.map(({ site }) => site.id)).toEqual(["gist", "korea"]);
    });

    test("gives each part an id of its own, and joins parts that are there", () => {
        fc.assert(
            fc.property(seeds({ minLength: 1, maxLength: 8 }), (sites) => {
                const { plan } = planEnvironment(stackFiles(sites));
                const topology = topologyOf(plan as EnvironmentPlan);
                const ids = [
                    ...topology.common.map(({ id }) => id),
                    ...topology.sites.flatMap(({ site, parts }) => [site, ...parts].map(({ id }) => id)),
                ];
                const ends = topology.sites.flatMap(({ links }) => links.flatMap(({ from, to }) => [from, to]));
                expect(new Set(ids).size).toBe(ids.length);
                expect(ends.filter((end) => !ids.includes(end))).toEqual([]);
            }),
            { numRuns: 30 },
        );
    });

    test("has nothing of an environment that isn't there", () =>
        expect(emptyTopology("lab")).toEqual({ environment: "lab", common: [], sites: [] }));
});
