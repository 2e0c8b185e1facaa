import { expect, test } from "vitest";
import { named } from "../mocks.ts";
import { samplePlan } from "../sample-plan.ts";
import { recordSite } from "./site.ts";

test("the tenant network comes to the region after its subnet was made, and before the router is", async () => {
    const made = await recordSite();
    const pulled = named(made, "gist-tenant-pulled");
    expect(pulled.inputs).toMatchObject({ name: "net1", cidr: "10.1.0.0/24", vni: 0, central: "CentralRegion" });
    expect(pulled.dependencies).toContain(named(made, "gist-tenant-subnet").urn);
    expect(named(made, "gist-router-router").dependencies).toContain(pulled.urn);
});

test("with a mesh there is nothing to wait for", async () => {
    const made = await recordSite(samplePlan());
    expect(made.resources.map(({ name }) => name)).not.toContain("gist-tenant-pulled");
});
