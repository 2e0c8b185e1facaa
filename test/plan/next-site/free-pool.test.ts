import { expect, test } from "vitest";
import { formatRange } from "../../../plan/cidr.ts";
import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import { freePool } from "../../../plan/next-site/free-pool.ts";
import { sample } from "../sample.ts";
import { planOf } from "./plan-of.ts";

function poolOf(plan: EnvironmentPlan): string {
    return plan.tower.sharedNetworks.map((network) => formatRange(freePool(network, plan))).join();
}

test("follows the last pool with one as large", () => {
    expect(poolOf(planOf({ korea: sample.korea.replace("10.30.0.32-10.30.0.47", "10.30.0.32-10.30.0.39") }))).toBe(
        "10.30.0.40-10.30.0.47",
    );
});

test("fills a gap between two sites first", () => {
    const korea = sample.korea.replace("10.30.0.32-10.30.0.47", "10.30.0.64-10.30.0.79").replace("0.36 }", "0.68 }");
    expect(poolOf(planOf({ korea }))).toBe("10.30.0.32-10.30.0.47");
});

test("looks below the lowest pool when nothing is left above", () => {
    const gist = sample.gist.replace("10.30.0.16-10.30.0.31", "10.30.0.200-10.30.0.254").replace("0.20 }", "0.210 }");
    const korea = sample.korea.replace("10.30.0.32-10.30.0.47", "10.30.0.100-10.30.0.199").replace("0.36 }", "0.110 }");
    expect(poolOf(planOf({ gist, korea }))).toBe("10.30.0.1-10.30.0.55");
});

test("leaves half of a small subnet to others", () => {
    const tower = sample.tower.replace("10.30.0.0/24", "10.30.0.0/29");
    expect(poolOf(planOf({ tower, gist: null, korea: null }))).toBe("10.30.0.3-10.30.0.5");
});
