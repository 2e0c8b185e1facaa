import { expect, test } from "vitest";
import { TenantNetwork } from "../../components/tenant-network.ts";
import { named, record } from "./mocks.ts";
import { samplePlan, siteOf } from "./sample-plan.ts";

const { tenant } = siteOf(samplePlan(), "gist");
const make = (dns: readonly string[] = []) =>
    record(() => new TenantNetwork("gist-tenant", { network: { ...tenant, dns } }, {}));

test("a tenant network belongs to its site alone", async () => {
    expect(named(await make(), "gist-tenant-network").inputs).toMatchObject({ name: "net1", shared: false });
});

test("its subnet announces the site's DNS servers and leaves the gateway to Neutron", async () => {
    const { inputs } = named(await make(["192.168.101.53"]), "gist-tenant-subnet");
    expect(inputs).toMatchObject({
        name: "net1-subnet",
        networkId: "gist-tenant-network-id",
        cidr: "10.1.0.0/24",
        dnsNameservers: ["192.168.101.53"],
    });
    expect(inputs).not.toHaveProperty("gatewayIp");
    expect(inputs).not.toHaveProperty("noGateway");
});
