import { expect, test } from "vitest";
import { edited } from "../../plan/sample.ts";
import { tricircleFiles } from "../../plan/tricircle/sample.ts";
import { named } from "../mocks.ts";
import { samplePlan } from "../sample-plan.ts";
import { recordSite } from "./site.ts";

test("net3 comes to the region once, after the router's own networks, and before port and guest", async () => {
    const made = await recordSite();
    const pulled = named(made, "gist-net3-network");
    expect(pulled.inputs).toMatchObject({ name: "net3", cidr: "10.30.0.0/24", vni: 70003, region: "RegionOne" });
    expect(pulled.dependencies).toEqual(expect.arrayContaining([named(made, "gist-router-tenant").urn]));
    expect(named(made, "gist-guest-port-net3").dependencies).toContain(pulled.urn);
    expect(named(made, "gist-guest-instance").dependencies).toContain(pulled.urn);
    expect(made.resources.filter(({ name }) => name.includes("vtep") || name.includes("route"))).toHaveLength(3);
});

test("a site without a guest on it brings no net3 there: nobody would take the copy away", async () => {
    const { gist = "" } = edited(
        "gist",
        "guest: { tenant: 10.1.0.10, net3: 10.30.0.20 }",
        "guest: { tenant: 10.1.0.10 }",
    );
    const plan = samplePlan({ ...tricircleFiles(), gist });
    const { resources } = await recordSite(plan);
    expect(resources.filter(({ name }) => name.includes("net3"))).toEqual([]);
});
