import { expect, test } from "vitest";
import { stacksToUpdate } from "../../../cli/site/affected.ts";
import { samplePlan } from "../verify/fakes.ts";

const two = samplePlan();

test("an environment that stays as it is needs no up", () => expect(stacksToUpdate(two, samplePlan())).toEqual([]));

test("a stack whose plan changes needs one, and a new one", () => {
    const [gist, korea] = two.sites;
    const after = { ...two, sites: [gist, { ...korea, router: "RX" }, { ...gist, stack: "sample-new" }] };
    expect(stacksToUpdate(two, after as typeof two)).toEqual(["sample-korea", "sample-new"]);
});
