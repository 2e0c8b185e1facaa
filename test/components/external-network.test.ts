import { expect, test } from "vitest";
import { ExternalNetwork } from "../../components/external-network.ts";
import { TenantNetwork } from "../../components/tenant-network.ts";
import { named, record } from "./mocks.ts";
import { samplePlan, siteOf } from "./sample-plan.ts";

const { external, tenant } = siteOf(samplePlan(), "gist");
const make = (protect = false, imported = false) =>
    record(() => {
        const inside = new TenantNetwork("gist-tenant", { network: tenant }, {});
        return new ExternalNetwork("gist-external", { network: external, tenant: inside, protect, imported }, {});
    });

test("an external network is a flat provider network for floating IPs, shared with no project", async () => {
    const network = named(await make(), "gist-external-network");
    expect(network.inputs).toMatchObject({
        name: "ext-net1",
        external: true,
        shared: false,
        valueSpecs: { "provider:network_type": "flat", "provider:physical_network": "ext" },
    });
});

test("its subnet has the institution's gateway, the site's pool and no DHCP", async () => {
    expect(named(await make(), "gist-external-subnet").inputs).toMatchObject({
        name: "ext-net1-subnet",
        networkId: "gist-external-network-id",
        cidr: "192.168.101.0/24",
        gatewayIp: "192.168.101.1",
        enableDhcp: false,
        allocationPools: [{ start: "192.168.101.100", end: "192.168.101.254" }],
    });
});

test("the network is protected when it is told to be", async () => {
    expect(named(await make(true), "gist-external-network").protect).toBe(true);
    expect(named(await make(false), "gist-external-network").protect).toBe(false);
});

test("an imported one stays on its physical network, which can't be read", async () => {
    expect(named(await make(false, true), "gist-external-network").ignoreChanges).toEqual(["valueSpecs"]);
    expect(named(await make(), "gist-external-network").ignoreChanges).toEqual([]);
});

test("its subnet comes after the tenant's, so that the two are never replaced side by side", async () => {
    const recording = await make();
    const { dependencies } = named(recording, "gist-external-subnet");
    expect(dependencies).toContain(named(recording, "gist-tenant-subnet").urn);
    expect(named(recording, "gist-external-network").dependencies).toEqual([]);
});
