import { describe, expect, test } from "vitest";
import { types } from "../../policy/openstack-types.ts";
import { plannedNamesAndRanges } from "../../policy/planned-names-and-ranges.ts";
import { samplePlan } from "../components/sample-plan.ts";
import { type Circumstances, type EngineResource, unknown, violations, warnings } from "./engine.ts";
import { siteResources, towerResources, withInputs } from "./stacks.ts";

const check = (resources: readonly EngineResource[], circumstances?: Circumstances) =>
    violations([plannedNamesAndRanges], resources, circumstances);

const honest = await siteResources();
const more = (type: string, inputs: Readonly<Record<string, unknown>>) => [{ type, name: "extra", inputs }];

describe("planned-names-and-ranges", () => {
    test("lets a site's and the tower's own stack pass", async () => {
        expect(await check(honest)).toEqual([]);
        expect(await check(await towerResources(), { stack: "lab-tower" })).toEqual([]);
    });

    test("refuses a subnet made by hand inside another site's block, and says whose it is", async () => {
        expect(await check(more(types.subnet, { cidr: "10.2.0.0/24" }))).toEqual([
            "extra.cidr: 10.2.0.0/24 isn't planned here: it is korea's. Allowed: 192.168.101.0/24, 10.1.0.0/24, " +
                "10.30.0.0/24. Use what stacks/Pulumi.lab-gist.yaml declares.",
        ]);
        expect(await check(more(types.subnet, { cidr: "10.2.0.128/25" }))).toHaveLength(1);
    });

    test("refuses a subnet that nobody has planned, is unknown or takes its block from a pool", async () => {
        for (const inputs of [
            { cidr: "10.99.0.0/24" },
            { cidr: "10.0.0.0/8" },
            { cidr: unknown },
            { prefixLength: 24 },
        ]) {
            expect(await check(more(types.subnet, inputs))).toHaveLength(1);
        }
        expect(await check(more(types.subnet, { cidr: "10.1.0.0/24" }))).toEqual([]);
    });

    test("refuses pools of net3 that give out other sites' addresses", async () => {
        const pools = (allocationPools: unknown) => withInputs(honest, "gist-net3-subnet", { allocationPools });
        expect((await check(pools(undefined))).join()).toContain(
            "Neutron may give out every address. Allowed: 10.30.0.16-",
        );
        const wide = [{ start: "10.30.0.16", end: "10.30.0.47" }];
        expect((await check(pools(wide))).join()).toContain("gist-net3-subnet.allocationPools: the pools are ");
        const two = [
            { start: "10.30.0.16", end: "10.30.0.31" },
            { start: "10.30.0.40", end: "10.30.0.41" },
        ];
        expect(await check(pools(two))).toHaveLength(1);
        expect(await check(pools(unknown))).toHaveLength(1);
    });

    test("refuses another gateway of the external network", async () => {
        const resources = withInputs(honest, "gist-external-subnet", { gatewayIp: "192.168.101.9" });
        expect((await check(resources)).join()).toContain(
            "ext-net1's gateway is 192.168.101.9. Allowed: 192.168.101.1.",
        );
    });

    test("refuses names that nobody has planned", async () => {
        expect(await check(more(types.network, { name: "net2" }))).toEqual([
            "extra.name: net2 is no name that is planned. Allowed: ext-net1, net1, net3. " +
                "Use a name of stacks/Pulumi.lab-gist.yaml, or declare what is missing there.",
        ]);
        for (const [type, inputs] of [
            [types.network, {}],
            [types.network, { name: unknown }],
            [types.router, { name: "R2" }],
            [types.project, { name: "k-one-gist" }],
        ] as const) {
            expect(await check(more(type, inputs))).toHaveLength(1);
        }
    });

    test("refuses a project, user or role of nobody in the tower's stack", async () => {
        const extra = { type: types.role, name: "extra", inputs: { name: "admin" }, provider: "tower-provider" };
        const tower = { stack: "lab-tower" };
        expect((await check([...(await towerResources()), extra], tower)).join()).toContain(
            "extra.name: admin is no name that is planned. Allowed: k-one-gist, k-one-korea.",
        );
        const own = { ...extra, inputs: { name: "k-one-korea" } };
        expect(await check([...(await towerResources()), own], tower)).toEqual([]);
    });

    test("refuses a planned network on another wire", async () => {
        const flat = { "provider:network_type": "flat", "provider:physical_network": "net3" };
        const resources = withInputs(honest, "gist-external-network", { valueSpecs: flat });
        expect((await check(resources)).join()).toContain("ext-net1 is on physical network net3. Allowed: ext.");
        const tenant = withInputs(honest, "gist-tenant-network", { valueSpecs: flat });
        expect((await check(tenant)).join()).toContain("net1 is on physical network net3. Allowed: none.");
    });

    test("lets an imported external network be without a physical network, and no other", async () => {
        const plan = samplePlan();
        const imported = { ...plan, sites: plan.sites.map((site) => ({ ...site, imported: ["external" as const] })) };
        const without = (name: string) => withInputs(honest, name, { valueSpecs: undefined });
        expect(await check(without("gist-external-network"), { plan: imported })).toEqual([]);
        expect(await check(without("gist-external-network"))).toHaveLength(1);
        expect(await check(without("gist-net3-network"), { plan: imported })).toHaveLength(1);
        const elsewhere = withInputs(honest, "gist-external-network", {
            valueSpecs: { "provider:physical_network": "net3" },
        });
        expect(await check(elsewhere, { plan: imported })).toHaveLength(1);
    });

    test.each([
        [types.port, { fixedIps: [{ subnetId: unknown, ipAddress: "10.2.0.77" }] }, "fixedIps.0.ipAddress"],
        [types.port, { fixedIps: [{ ipAddress: "10.30.0.36" }] }, "fixedIps.0.ipAddress"],
        [types.instance, { networks: [{ port: unknown }, { fixedIpV4: "10.2.0.77" }] }, "networks.1.fixedIpV4"],
        [types.floatingIp, { pool: "ext-net1", address: "192.168.102.101" }, "address"],
        [types.loadBalancer, { vipAddress: "10.2.0.77", vipSubnetId: unknown }, "vipAddress"],
    ])("refuses another site's address in %s", async (type, inputs, at) => {
        const said = await check(more(type, inputs));
        expect(said).toHaveLength(1);
        expect(said.join()).toMatch(new RegExp(`^extra\\.${at}: .* isn't planned here: it is korea's\\.`));
    });

    test("lets the site's own addresses pass, and those that Neutron chooses", async () => {
        expect(await check(more(types.loadBalancer, { vipAddress: "10.1.0.77" }))).toEqual([]);
        expect(await check(more(types.port, { networkId: unknown }))).toEqual([]);
        expect((await check(more(types.port, { fixedIps: [{ ipAddress: "fe80::1" }] }))).join()).toContain(
            "fe80::1 isn't",
        );
    });

    test("refuses a route that isn't planned", async () => {
        const route = (destinationCidr: string, nextHop: string) =>
            withInputs(honest, "gist-net3-route-korea", { destinationCidr, nextHop });
        expect(await check(route("10.2.0.0/24", "10.30.0.36"))).toEqual([
            "gist-net3-route-korea.destinationCidr: 10.2.0.0/24 is reached over 10.30.0.36. Allowed: 10.2.0.10/32 over " +
                "10.30.0.36. Declare the guest in its own site's file; stacks/Pulumi.lab-gist.yaml needs no change for it.",
        ]);
        expect(await check(route("10.2.0.10/32", "10.30.0.20"))).toHaveLength(1);
    });

    test("can't decide on an address that isn't known yet", async () => {
        for (const inputs of [{ fixedIps: unknown }, { fixedIps: [{ ipAddress: unknown }] }]) {
            expect(await check(more(types.port, inputs))).toEqual([]);
            expect(await warnings([plannedNamesAndRanges], more(types.port, inputs))).toHaveLength(1);
        }
    });
});
