import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { onlySites } from "../../cli/plan.ts";
import { samplePlan } from "../components/sample-plan.ts";

describe("onlySites", () => {
    test("keeps the named sites, or all of them", () => {
        const plan = samplePlan();
        expect(onlySites(plan, ["korea"]).sites.map(({ site }) => site)).toEqual(["korea"]);
        expect(onlySites(plan, null)).toBe(plan);
    });

    test("says which sites there are", () => {
        expect(() => onlySites(samplePlan(), ["korea", "kaist"])).toThrow(
            "kaist: no site of lab. Allowed: gist, korea.",
        );
    });
});

test("k-one plan kone prints the plan, as tables and as JSON", async () => {
    const kOne = (...words: readonly string[]) => execa(process.execPath, ["cli/k-one.mjs", "plan", "kone", ...words]);
    const { stdout } = await kOne("--site", "gist", "--json");
    const { environment, tower, sites } = JSON.parse(stdout);
    expect({ environment, host: tower.host }).toEqual({ environment: "kone", host: "gist" });
    expect(sites).toMatchObject([{ site: "gist", region: "RegionOne" }]);
    expect((await kOne("--site", "gist")).stdout).toContain("net3: mesh, 10.30.0.0/24, VNI 70003, MTU 1450");
});
