import { expect, test } from "vitest";
import { ownEnds } from "../../plan/shared-network-plan.ts";
import { samplePlan, siteOf } from "../components/sample-plan.ts";
import { tricircleFiles } from "./tricircle/sample.ts";

test("a site's stack makes its end of net3 with a mesh, and leaves it to Neutron's agents with Tricircle", () => {
    expect(ownEnds(siteOf(samplePlan(), "gist")).map(({ name }) => name)).toEqual(["net3"]);
    expect(ownEnds(siteOf(samplePlan(tricircleFiles()), "gist"))).toEqual([]);
});
