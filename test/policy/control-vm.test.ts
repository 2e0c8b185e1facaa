import { describe, expect, test } from "vitest";
import { controlVm } from "../../policy/control-vm.ts";
import { types } from "../../policy/openstack-types.ts";
import { controlledPlan, samplePlan } from "../components/sample-plan.ts";
import { edited } from "../plan/sample.ts";
import { type EngineResource, unknown, violations } from "./engine.ts";
import { siteResources, withInputs } from "./stacks.ts";

const rule = (name: string, remoteIpPrefix: unknown): EngineResource => ({
    ...{
        type: types.securityGroupRule,
        name,
        inputs: { direction: "egress", remoteIpPrefix, securityGroupId: unknown },
    },
    sources: { securityGroupId: ["control-group"] },
});
const port = (name: string, network: string, groups: readonly string[] = ["control-group"]): EngineResource => ({
    ...{ type: types.port, name, inputs: { networkId: unknown, securityGroupIds: groups.map(() => unknown) } },
    sources: { networkId: [network], securityGroupIds: groups },
});
const vm = (...ports: readonly string[]): EngineResource => ({
    ...{ type: types.instance, name: "control", inputs: { networks: ports.map(() => ({ port: unknown })) } },
    sources: { networks: ports },
});
/** As a site's control VM should be. */
const good: readonly EngineResource[] = [
    {
        type: types.network,
        name: "mgmt",
        inputs: { name: "mgmt", valueSpecs: { "provider:physical_network": "mgmt" } },
    },
    { type: types.securityGroup, name: "control-group", inputs: { deleteDefaultRules: true } },
    ...[
        rule("to-cluster", "172.16.1.0/24"),
        rule("to-apis", "203.0.113.11/32"),
        rule("to-keystone", "203.0.113.10/32"),
    ],
    ...[port("control-port", "mgmt"), vm("control-port")],
];
const check = async (resources: readonly EngineResource[]) =>
    violations([controlVm], [...(await siteResources()), ...resources]);

describe("control-vm", () => {
    test("lets the site's own control VM pass, on the control network too", async () => {
        const plan = controlledPlan({ control: "172.17.1.31" });
        const resources = await siteResources("gist", plan);
        expect(resources.filter(({ type, name }) => type === types.port && name.includes("control-vm"))).toHaveLength(
            2,
        );
        expect(await violations([controlVm], resources, { plan })).toEqual([]);
        const open = withInputs(resources, "gist-control-vm-security-group", { deleteDefaultRules: false });
        expect(await violations([controlVm], open, { plan })).toHaveLength(1);
    });

    test("refuses a NIC on the data network, which is for the boxes' own work", async () => {
        const networks = "networks: { management: { physical: mgmt, cidr: 172.16.1.0/24 }";
        const data = `${networks}, data: { physical: data, cidr: 172.18.1.0/24 }`;
        const plan = samplePlan(edited("gist", networks, data));
        const network: EngineResource = {
            ...{ type: types.network, name: "work" },
            inputs: { name: "work", valueSpecs: { "provider:physical_network": "data" } },
        };
        const resources = [...good.slice(0, -1), network, port("second", "work"), vm("control-port", "second")];
        expect(await violations([controlVm], [...(await siteResources()), ...resources], { plan })).toEqual([
            "control.networks: the control VM has a NIC on work. Allowed: this site's own management and control network. " +
                "Take that NIC away.",
        ]);
    });

    test("lets a site's own stack pass, and a control VM that stays at home", async () => {
        expect(await check([])).toEqual([]);
        expect(await check(good)).toEqual([]);
    });

    test.each(["gist-net3-network", "gist-tenant-network"])("refuses a NIC on %s", async (network) => {
        const resources = [...good.slice(0, -1), port("second", network), vm("control-port", "second")];
        expect(await check(resources)).toEqual([expect.stringContaining(`the control VM has a NIC on ${network}.`)]);
    });

    test.each(["172.16.2.0/24", "0.0.0.0/0", "203.0.113.12/32", null, unknown])(
        "refuses a way out to %s",
        async (prefix) => {
            const found = await check([...good, rule("out", prefix)]);
            expect(found).toEqual([expect.stringMatching(/^out\.remoteIpPrefix: it lets the control VM out to/)]);
        },
    );

    test("lets it ask its own link for an address, and everybody there for nothing else", async () => {
        const ask = rule("ask", "255.255.255.255/32");
        const dhcp = { protocol: "udp", portRangeMin: 67, portRangeMax: 67 };
        const broadcast = (inputs: object) => check([...good, { ...ask, inputs: { ...ask.inputs, ...inputs } }]);
        expect(await broadcast(dhcp)).toEqual([]);
        for (const more of [{ protocol: "tcp" }, { portRangeMax: 68 }, { portRangeMin: unknown }, { protocol: null }]) {
            expect(await broadcast({ ...dhcp, ...more })).toEqual([expect.stringMatching(/^ask\.remoteIpPrefix: /)]);
        }
    });

    test("refuses Neutron's default rules, which let everything out", async () => {
        const resources = withInputs(good, "control-group", { deleteDefaultRules: undefined });
        expect((await check(resources)).join()).toContain("control-group.deleteDefaultRules: ");
    });

    test("refuses a NIC that no group of this stack filters", async () => {
        const open = [...good.slice(0, -2), port("control-port", "mgmt", []), vm("control-port")];
        expect((await check(open)).join()).toContain("control-port: the control VM has a NIC without a security group");
        const bare = withInputs(good, "control", { networks: [{ name: "mgmt" }] });
        expect((await check(bare)).join()).toContain("control: the control VM has a NIC without a security group");
    });

    test.each([[[{ name: "mgmt" }]], [[{ uuid: "0b5e" }]], [[{ port: "9d1c" }]], [[{}]], [undefined], [unknown]])(
        "refuses any instance on a network that this stack doesn't make: %o",
        async (networks) => {
            const elsewhere: EngineResource = {
                type: types.instance,
                name: "elsewhere",
                inputs: networks === undefined ? {} : { networks },
            };
            expect(await check([elsewhere])).toEqual([
                expect.stringMatching(
                    /^elsewhere\.networks: it has a NIC on a network that may be the K-Cluster's own/,
                ),
            ]);
            const named = { ...elsewhere, inputs: { networks: [{ name: "net1" }] } };
            expect(await check([named])).toEqual([]);
        },
    );

    test("lets an imported guest keep in its state the networks that it once had, and no other instance", async () => {
        const plan = controlledPlan();
        const imported = { ...plan, sites: plan.sites.map((site) => ({ ...site, imported: ["guest" as const] })) };
        const old = [
            { uuid: "5f1c", name: "net1" },
            { uuid: "a01b", name: "net3" },
        ];
        const told = withInputs(await siteResources("gist", plan), "gist-guest-instance", { networks: old });
        const resources = told.map((one) =>
            one.name === "gist-guest-instance" ? { ...one, within: "k-one:index:Guest$" } : one,
        );
        expect(await violations([controlVm], resources, { plan: imported })).toEqual([]);
        expect(await violations([controlVm], resources, { plan })).toHaveLength(1);
        const other = { type: types.instance, name: "other", inputs: { name: "gist-guest", networks: old } };
        expect(await violations([controlVm], [...resources, other], { plan: imported })).toHaveLength(1);
    });

    test("refuses what adds to a control VM or its ports later, and lets it pass elsewhere", async () => {
        const attach = (instance: string, network = "gist-net3-network"): EngineResource => ({
            ...{ type: types.interfaceAttach, name: "attach", inputs: { instanceId: unknown, networkId: unknown } },
            sources: { instanceId: [instance], networkId: [network] },
        });
        expect(await check([...good, attach("control")])).toEqual([
            expect.stringMatching(/^attach\.instanceId: it adds/),
        ]);
        expect(await check([...good, attach("gist-guest-instance")])).toEqual([]);
        expect(await check([...good, attach("gist-guest-instance", "mgmt")])).toEqual([
            expect.stringMatching(/^attach\.networkId: it gives an instance a NIC on mgmt/),
        ]);
        const groups = { type: types.portSecurityGroups, name: "groups", inputs: { portId: unknown } };
        const more = await check([...good, { ...groups, sources: { portId: ["control-port"] } }]);
        expect(more).toEqual([expect.stringMatching(/^groups\.portId: it adds to the control VM/)]);
    });

    test("knows a control VM by its component, too, wherever its NICs are", async () => {
        const resources = [port("p", "gist-tenant-network", ["gist-guest-security-group"]), vm("p")];
        expect(await check(resources)).toEqual([]);
        const named = resources.map((one) =>
            one.type === types.instance ? { ...one, within: "k-one:index:ControlVm$" } : one,
        );
        expect((await check(named)).join()).toContain("the control VM has a NIC on gist-tenant-network");
    });
});
