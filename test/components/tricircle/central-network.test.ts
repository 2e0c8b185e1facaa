import { expect, test } from "vitest";
import { CentralNetwork } from "../../../components/tricircle/central-network.ts";
import { named, record } from "../mocks.ts";

const kind = { driver: "tricircle", encryption: "none" } as const;
const network = { name: "net3", cidr: "10.30.0.0/24", vni: 70003, mtu: 1450, ...kind };
const pool = { start: "10.30.0.1", end: "10.30.0.15" };
const made = (protect: boolean) =>
    record(() => new CentralNetwork("net3", { network, pool, protect }, {}), { stack: "lab-tower" });

test("is one for all regions, without hints, gateway or MTU, which Neutron of each region knows", async () => {
    const { inputs } = named(await made(false), "net3-network");
    expect(inputs).toMatchObject({ shared: true, description: "k-one:lab-tower:net3-network" });
    expect(Object.keys(inputs).filter((key) => ["availabilityZoneHints", "mtu", "external"].includes(key))).toEqual([]);
    expect(named(await made(false), "net3-subnet").inputs).toMatchObject({ noGateway: true, allocationPools: [pool] });
});

test("is protected where it is asked for", async () => {
    expect(named(await made(true), "net3-network").protect).toBe(true);
    expect(named(await made(false), "net3-network").protect).toBe(false);
});
