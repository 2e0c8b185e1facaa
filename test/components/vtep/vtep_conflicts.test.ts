import { describe, expect, test } from "vitest";
import { type Box, config, emptyBox, hasPython, python, settledBox } from "./python.ts";

const code = `
from vtep_config import parse_config
from vtep_conflicts import conflicts, warnings
from vtep_model import Box
parse = lambda one: parse_config(json.dumps(one), "test")
config, box = parse(given["config"]), Box(**given["box"])
found = conflicts(config, box, [parse(one) for one in given["others"]])
print(json.dumps({"conflicts": found, "warnings": warnings(config, box)}))
`;
const look = (box: Box, others: readonly object[] = []) =>
    python<{ conflicts: string[]; warnings: string[] }>(code, { config, box, others });

const net4 = { ...config, network: "net4", vni: 70004, device: "vx70004", bridge: "br-net4", physicalNetwork: "net4" };
const vxlan = (data: object) => ({ linkinfo: { info_kind: "vxlan", info_data: { port: 4789, ...data } } });

describe.skipIf(!hasPython)("what k-one-vtep can't put right", () => {
    test("is nothing on an empty and on a settled K-Box, with another shared network beside", () => {
        for (const box of [emptyBox(), settledBox()]) {
            expect(look(box, [net4])).toEqual({ conflicts: [], warnings: [] });
        }
    });

    test("is a second network with the same VNI, device, bridge or physical network", () => {
        const { conflicts } = look(emptyBox(), [{ ...config, network: "net4" }]);
        expect(conflicts).toHaveLength(4);
        expect(conflicts[0]).toContain("net4 at this K-Box has the same vni as net3: 70003");
    });

    test.each<[string, (box: Box) => unknown, string]>([
        [
            "a device of the name that is no VXLAN",
            ({ links }) => (links.vx70003 = {}),
            "vx70003 exists and is no VXLAN device",
        ],
        [
            "the VNI on another device",
            ({ links }) => (links.vxlan0 = vxlan({ id: 70003 })),
            "vxlan0 has VNI 70003 already",
        ],
        [
            "Open vSwitch's own VXLAN",
            ({ links }) => (links.vxlan_sys_4789 = vxlan({ external: true })),
            "takes all of UDP 4789",
        ],
        [
            "a bridge that is not of Open vSwitch",
            ({ links }) => (links["br-net3"] = {}),
            "br-net3 exists and is no bridge of Open vSwitch",
        ],
        [
            "a mapping to another bridge",
            ({ ovs }) => (ovs.ids["ovn-bridge-mappings"] = "ext:br-ex, net3:br-other"),
            "to another bridge (net3:br-other)",
        ],
    ])("is %s", (_name, change, message) => {
        const box = emptyBox();
        change(box);
        const { conflicts } = look(box);
        expect(conflicts).toHaveLength(1);
        expect(conflicts[0]).toContain(message);
    });

    test("is an address on a bridge that somebody else made", () => {
        const box = settledBox();
        box.ovs.bridges["br-net3"] = { datapath: "netdev", ids: {} };
        Object.assign(box.links["br-net3"] ?? {}, { addr_info: [{ local: "192.0.2.1" }] });
        expect(look(box).conflicts).toEqual([expect.stringContaining("br-net3 is not k-one's and holds 192.0.2.1")]);
    });

    test("is, as a warning, an underlay that carries less than declared", () => {
        const box = emptyBox();
        Object.assign(box.links.wan0 ?? {}, { mtu: 1480 });
        expect(look(box).warnings).toEqual(["wan0 carries 1480 bytes, the site's file says vtep.mtu 1500"]);
        expect(look({ ...box, links: {} }).warnings).toEqual([expect.stringContaining("is an address of none")]);
    });

    test("is, as a warning, a wire beside ours in the bridge", () => {
        const box = settledBox();
        box.ovs.ports.eth7 = { bridge: "br-net3", ids: {}, type: "", error: "" };
        expect(look(box).warnings).toEqual([expect.stringContaining("port eth7 is in br-net3 too")]);
    });
});
