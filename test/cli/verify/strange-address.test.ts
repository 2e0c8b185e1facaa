import { expect, test } from "vitest";
import { strangeAddress } from "../../../cli/verify/strange-address.ts";
import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import { samplePlan } from "./fakes.ts";

/** The sample with these pools of net3, one a site. */
function withPools(...pools: readonly (readonly [string, string])[]): EnvironmentPlan {
    const plan = samplePlan();
    const sites = plan.sites.map((site, index) => {
        const [start = "", end = ""] = pools[index] ?? [];
        return { ...site, sharedNetworks: site.sharedNetworks.map((one) => ({ ...one, pool: { start, end } })) };
    });
    return { ...plan, sites };
}

test("is the highest address of the network that no site may give out", () => {
    expect(strangeAddress(samplePlan(), "net3")).toBe("10.30.0.254");
    const high = withPools(["10.30.0.200", "10.30.0.254"], ["10.30.0.150", "10.30.0.199"]);
    expect(strangeAddress(high, "net3")).toBe("10.30.0.149");
});

test("is one of no network when the sites have them all, or there is no such network", () => {
    const full = withPools(["10.30.0.1", "10.30.0.100"], ["10.30.0.101", "10.30.0.254"]);
    expect(strangeAddress(full, "net3")).toBe("192.0.2.77");
    expect(strangeAddress(samplePlan(), "net4")).toBe("192.0.2.77");
});
