import { describe, expect, test } from "vitest";
import { controlVm } from "../../policy/control-vm.ts";
import { types } from "../../policy/openstack-types.ts";
import { type EngineResource, unknown, violations } from "./engine.ts";
import { siteResources, withInputs } from "./stacks.ts";

const rule = (name: string, remoteIpPrefix: unknown): EngineResource => ({
    ...{ type: types.securityGroupRule, name, inputs: { direction: "egress", remoteIpPrefix } },
    sources: { securityGroupId: ["control-group"] },
});
const port = (name: string, network: string, groups: readonly string[] = ["control-group"]): EngineResource => ({
    ...{ type: types.port, name, inputs: { networkId: unknown } },
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

    test("refuses what adds to a control VM or its ports later, and lets it pass elsewhere", async () => {
        const attach = (instance: string): EngineResource => ({
            ...{ type: types.interfaceAttach, name: "attach", inputs: { instanceId: unknown } },
            sources: { instanceId: [instance] },
        });
        expect(await check([...good, attach("control")])).toEqual([
            expect.stringMatching(/^attach\.instanceId: it adds/),
        ]);
        expect(await check([...good, attach("gist-guest-instance")])).toEqual([]);
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
