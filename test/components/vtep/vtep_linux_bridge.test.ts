import { describe, expect, test } from "vitest";
import { type Box, bridgedConfig, emptyBridgedBox, hasPython, python, settledBridgedBox } from "./python.ts";

interface Change {
    readonly verb: string;
    readonly what: string;
    readonly steps: readonly (readonly unknown[])[];
}

const code = `
from dataclasses import asdict, replace
from vtep_config import parse_config
from vtep_conflicts import conflicts, warnings
from vtep_model import Box
from vtep_plan import changes, removal
instead_of = given["config"].pop("instead_of", None)
config, box = parse_config(json.dumps(given["config"]), "test"), Box(**given["box"])
config = replace(config, instead_of=instead_of)
found = changes(config, box), removal(config.network, box)
print(json.dumps({
    "changes": [asdict(one) for one in found[0]],
    "removal": [asdict(one) for one in found[1]],
    "conflicts": conflicts(config, box, []),
    "warnings": warnings(config, box),
}))
`;

interface Look {
    readonly changes: readonly Change[];
    readonly removal: readonly Change[];
    readonly conflicts: readonly string[];
    readonly warnings: readonly string[];
}

const look = (box: Box, difference: object = {}) =>
    python<Look>(code, { box, config: { ...bridgedConfig, ...difference } });
const lines = (changes: readonly Change[]) => changes.map(({ verb, what }) => `${verb} ${what}`);
const commands = (changes: readonly Change[]) =>
    changes.flatMap(({ steps }) =>
        steps.filter(([kind]) => kind === "run").map((step) => (step[1] as string[]).join(" ")),
    );
const changed = (change: (box: Box) => unknown) => {
    const box = settledBridgedBox();
    change(box);
    return box;
};
const bridgeOf = ({ links }: Box) => links[bridgedConfig.bridge] ?? {};

describe.skipIf(!hasPython)("k-one-vtep on a K-Box with Linux bridges", () => {
    test("finds nothing to do where all is as configured", () => {
        expect(look(settledBridgedBox())).toMatchObject({ changes: [], conflicts: [], warnings: [] });
    });

    test("makes a bridge of the kernel's, asks for no Open vSwitch, and tells the agent last", () => {
        const { changes, conflicts, warnings } = look(emptyBridgedBox());
        expect({ conflicts, warnings }).toEqual({ conflicts: [], warnings: [] });
        expect(lines(changes)).toEqual([
            "add nftables tables k-one-net3",
            "set /etc/systemd/network/05-k-one-net3.network",
            "add device vx70003",
            "add peer 203.0.113.11",
            "add peer 203.0.113.12",
            "add bridge brq8c1f2a5d-01",
            "add port vx70003 of bridge brq8c1f2a5d-01",
            "add bridge mapping net3:brq8c1f2a5d-01",
        ]);
        expect(JSON.stringify(changes)).not.toContain("ovs-vsctl");
    });

    test("takes over a bridge that Nova was quicker to make", () => {
        const box = changed((made) => Object.assign(bridgeOf(made), { ifalias: undefined, mtu: 1500 }));
        expect(lines(look(box).changes)).toEqual([
            "set brq8c1f2a5d-01: mark",
            "set brq8c1f2a5d-01: mtu 1450 (was 1500)",
        ]);
    });

    test.each<[string, (box: Box) => unknown, readonly string[]]>([
        [
            "a bridge that is down",
            (box) => Object.assign(bridgeOf(box), { flags: ["NOARP"] }),
            ["set brq8c1f2a5d-01: up"],
        ],
        [
            "a device that was taken out",
            ({ links }) => Object.assign(links.vx70003 ?? {}, { master: undefined }),
            ["add port vx70003 of bridge brq8c1f2a5d-01"],
        ],
        ["IPv6 on the bridge", ({ ipv6 }) => ipv6.push("brq8c1f2a5d-01"), ["set brq8c1f2a5d-01: no ARP, no IPv6"]],
        [
            "a lost mapping",
            ({ agent }) => Object.assign(agent, { drop_in: null }),
            ["add bridge mapping net3:brq8c1f2a5d-01"],
        ],
    ])("puts right %s", (_name, change, expected) => {
        expect(lines(look(changed(change)).changes)).toEqual(expected);
    });

    test("drops what is routed between the bridge and the K-Box, and nothing that the kernel only bridges", () => {
        const rules = (settledBridgedBox().nft.inet as { rule?: { chain: string; expr: object[] } }[]).flatMap(
            ({ rule }) => (rule === undefined ? [] : [{ chain: rule.chain, text: JSON.stringify(rule.expr) }]),
        );
        const about = rules.filter(({ text }) => text.includes("brq8c1f2a5d-01"));
        expect(about.map(({ chain }) => chain)).toEqual(["input", "forward", "forward", "output"]);
        for (const { text } of about.filter(({ chain }) => chain === "forward")) expect(text).toContain('"!="');
    });

    test("moves a device from Open vSwitch's bridge to the kernel's", () => {
        const box = changed(({ ovs }) => {
            ovs.bridges["br-net3"] = { datapath: "", ids: { "k-one": "net3" } };
            ovs.ports.vx70003 = { bridge: "br-net3", ids: { "k-one": "net3" }, type: "", error: "" };
        });
        expect(lines(look(box).changes)).toEqual(["remove port vx70003", "remove bridge br-net3"]);
    });

    test("puts its device in another one's place, which goes right before: one VNI has one device", () => {
        const box = emptyBridgedBox();
        const brq = bridgedConfig.bridge;
        box.links["vxlan-70003"] = {
            master: brq,
            linkinfo: { info_kind: "vxlan", info_data: { port: 4789, id: 70003 } },
        };
        expect(look(box).conflicts).toHaveLength(1);
        const { changes, conflicts } = look(box, { instead_of: "vxlan-70003" });
        expect(conflicts).toEqual([]);
        const device = changes.filter(({ what }) => what === "device vx70003");
        expect(commands(device)[0]).toBe("ip link delete dev vxlan-70003");
        expect(commands(device)[1]).toContain("ip link add vx70003 ");
        expect(lines(changes).indexOf("add nftables tables k-one-net3")).toBe(0);
        const gone = look(settledBridgedBox(), { instead_of: "vxlan-70003" });
        expect(gone.changes).toEqual([]);
    });

    test("takes away bridge, device, filter and mapping, and leaves other bridges", () => {
        const box = changed(({ links }) => {
            links["br-ex"] = { linkinfo: { info_kind: "bridge" }, flags: [], mtu: 1500 };
        });
        expect(lines(look(box).removal)).toEqual([
            "remove bridge mapping net3:brq8c1f2a5d-01",
            "remove bridge brq8c1f2a5d-01",
            "remove device vx70003",
            "remove nftables table inet k-one-net3",
            "remove nftables table arp k-one-net3",
            "remove /etc/systemd/network/05-k-one-net3.network",
        ]);
    });

    test.each<[string, (box: Box) => unknown, string]>([
        [
            "something of the bridge's name that is none",
            (box) => Object.assign(bridgeOf(box), { linkinfo: {} }),
            "is no bridge",
        ],
        [
            "an address on a bridge that isn't ours",
            (box) => Object.assign(bridgeOf(box), { ifalias: "", addr_info: [{ local: "192.0.2.1" }] }),
            "brq8c1f2a5d-01 holds 192.0.2.1",
        ],
        [
            "Tricircle's own tunnel of the same VNI",
            ({ links }) =>
                (links["vxlan-70003"] = { linkinfo: { info_kind: "vxlan", info_data: { port: 4789, id: 70003 } } }),
            "vxlan-70003 has VNI 70003 already",
        ],
    ])("refuses %s", (_name, change, message) => {
        expect(look(changed(change)).conflicts).toEqual([expect.stringContaining(message)]);
    });

    test("warns of a wire beside ours, not of guests' ports, and where there is no agent to tell", () => {
        const wire = changed(({ links }) => {
            links.eth7 = { master: "brq8c1f2a5d-01" };
            links.tap0c4d = { master: "brq8c1f2a5d-01" };
        });
        expect(look(wire).warnings).toEqual([expect.stringContaining("port eth7 is in brq8c1f2a5d-01 too")]);
        const alone = changed(({ agent }) => Object.assign(agent, { present: false, drop_in: null }));
        expect(look(alone)).toMatchObject({
            changes: [],
            warnings: [expect.stringContaining("write net3:brq8c1f2a5d-01 into bridge_mappings")],
        });
    });
});
