import { expect, test } from "vitest";
import { ExternalNetwork } from "../../components/external-network.ts";
import { SiteRouter } from "../../components/site-router.ts";
import { TenantNetwork } from "../../components/tenant-network.ts";
import { named, record } from "./mocks.ts";
import { samplePlan, siteOf } from "./sample-plan.ts";

const site = siteOf(samplePlan(), "gist");
const make = (protect = false) =>
    record(() => {
        const tenant = new TenantNetwork("gist-tenant", { network: site.tenant }, {});
        const outside = { network: site.external, tenant, protect: false, imported: false };
        const external = new ExternalNetwork("gist-external", outside, {});
        return new SiteRouter("gist-router", { router: "R1", external, tenant, protect }, {});
    });

test("a site router has its gateway on the external network", async () => {
    const router = named(await make(), "gist-router-router");
    expect(router.inputs).toMatchObject({ name: "R1", externalNetworkId: "gist-external-network-id" });
});

test("it comes after the external subnet, which its gateway takes an address of", async () => {
    const recording = await make();
    const router = named(recording, "gist-router-router");
    expect(router.dependencies).toContain(named(recording, "gist-external-subnet").urn);
    expect(router.replaceOnChanges).toEqual(["externalNetworkId"]);
});

test("it serves the tenant network and nothing else", async () => {
    const recording = await make();
    const interfaces = recording.resources.filter(({ type }) => type.endsWith(":RouterInterface"));
    expect(interfaces.map(({ inputs }) => inputs)).toEqual([
        { routerId: "gist-router-router-id", subnetId: "gist-tenant-subnet-id" },
    ]);
});

test("the router is protected when it is told to be", async () => {
    expect(named(await make(true), "gist-router-router").protect).toBe(true);
});
