import { describe, expect, test } from "vitest";
import { types } from "../../policy/openstack-types.ts";
import { plannedTunnels } from "../../policy/planned-tunnels.ts";
import { type Circumstances, type EngineResource, unknown, violations, warnings } from "./engine.ts";
import { siteResources, towerResources, withInputs } from "./stacks.ts";

const check = (resources: readonly EngineResource[], circumstances?: Circumstances) =>
    violations([plannedTunnels], resources, circumstances);

const honest = await siteResources();
const vtep = honest.find(({ name }) => name === "gist-net3-vtep-config");
const create = String(vtep?.inputs.create);
const creating = (text: unknown) => withInputs(honest, "gist-net3-vtep-config", { create: text });
const net3 = (inputs: Readonly<Record<string, unknown>>) => withInputs(honest, "gist-net3-network", inputs);
const tenant = (inputs: Readonly<Record<string, unknown>>) => withInputs(honest, "gist-tenant-network", inputs);

describe("planned-tunnels", () => {
    test("lets a site's and the tower's own stack pass", async () => {
        expect(await check(honest)).toEqual([]);
        expect(await check(await towerResources(), { stack: "lab-tower" })).toEqual([]);
    });

    test("refuses another VNI in a K-Box's config, and says which is planned", async () => {
        expect(await check(creating(create.replace("70003", "70004")))).toEqual([
            "gist-net3-vtep-config.create: net3's vni is 70004. Allowed: 70003. " +
                "Leave it to the planner: it is proven for all sites there.",
        ]);
    });

    test.each([
        ["mtu", '"mtu": 1450', '"mtu": 1500'],
        ["peers", '"203.0.113.12"', '"203.0.113.12", "203.0.113.99"'],
        ["local", '"local": "203.0.113.11"', '"local": "203.0.113.12"'],
    ])("refuses another %s in a K-Box's config", async (setting, planned, wrong) => {
        expect((await check(creating(create.replace(planned, wrong)))).join()).toContain(`net3's ${setting} is `);
    });

    test("refuses a shared network that nobody has declared", async () => {
        expect((await check(creating(create.replaceAll("net3", "net4")))).join()).toContain("it joins net4, of which");
    });

    test.each([
        [
            "a multicast group",
            "ip link add vx1 type vxlan id 70003 group 239.1.1.1 dev eth0",
            "multicast group 239.1.1.1",
        ],
        [
            "a multicast group of IPv6",
            "ip link add vx1 type vxlan id 70003 group ff05::100",
            "multicast group ff05::100",
        ],
        ["a VLAN of the kernel", "ip link add link eth0 name eth0.30 type vlan id 30", "it sets up a VLAN (type vlan)"],
        ["a VLAN of Open vSwitch", "ovs-vsctl add-port br-net3 eth0 tag=30", "it sets up a VLAN (tag=3)"],
        [
            "a VNI written by hand",
            "ip link add vx1 type vxlan id 70004 dev eth0",
            "it names VNI 70004. Allowed: 70003.",
        ],
    ])("refuses %s in a command", async (_, text, found) => {
        expect((await check(creating(text))).join()).toContain(found);
    });

    test("lets the planned VNI and unicast pass in a command", async () => {
        expect(await check(creating("ip link add vx1 type vxlan id 70003 remote 203.0.113.12"))).toEqual([]);
    });

    test("refuses VLANs in Neutron, in every way to say so", async () => {
        const said = await check(tenant({ valueSpecs: { "provider:network_type": "vlan" } }));
        expect(said).toEqual([
            "gist-tenant-network.valueSpecs.provider:network_type: network type is vlan. Allowed: no VLAN. " +
                "Use the site's own untagged networks, and the shared network between sites.",
        ]);
        for (const inputs of [
            { segments: [{ networkType: "flat" }, { networkType: "vlan", segmentationId: 30 }] },
            { segments: unknown },
            { transparentVlan: true },
        ]) {
            expect(await check(tenant(inputs))).toHaveLength(1);
        }
        const trunk = { type: types.trunk, name: "trunk", inputs: { portId: "id" }, provider: "gist-region-provider" };
        expect((await check([...honest, trunk])).join()).toContain("trunk: it is a trunk of VLANs.");
    });

    test("refuses another MTU or type of net3, and net3 without them", async () => {
        expect(await check(net3({ mtu: 1500 }))).toEqual([
            "gist-net3-network.mtu: net3's MTU is 1500. Allowed: 1450. " +
                "Set it to net3's mtu in the tower's file, which every pair of sites can carry.",
        ]);
        expect((await check(net3({ mtu: undefined }))).join()).toContain("net3's MTU is missing");
        expect((await check(net3({ mtu: unknown }))).join()).toContain("net3's MTU is not known");
        const vxlan = { "provider:network_type": "vxlan", "provider:physical_network": "net3" };
        expect((await check(net3({ valueSpecs: vxlan }))).join()).toContain(
            "net3's network type is vxlan. Allowed: flat.",
        );
        expect((await check(net3({ valueSpecs: undefined }))).join()).toContain("net3's network type is missing");
    });

    test("can't decide on a command or a network's name before they are known", async () => {
        expect(await check(creating(unknown))).toEqual([]);
        expect((await warnings([plannedTunnels], creating(unknown))).join()).toContain(
            "gist-net3-vtep-config.create: not known in this preview.",
        );
        expect((await warnings([plannedTunnels], tenant({ name: unknown }))).join()).toContain(
            "gist-tenant-network.name:",
        );
    });
});
