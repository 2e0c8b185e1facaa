import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Box, config, emptyBox, hasPython, python, settledBox } from "./python.ts";

interface Change {
    readonly verb: string;
    readonly what: string;
    readonly steps: readonly (readonly unknown[])[];
}

const read = `
from vtep_config import parse_config
from vtep_model import Box
from vtep_plan import changes, removal
from dataclasses import asdict
box = Box(**given["box"])
`;
const changesOf = (box: Box, given: object = config) =>
    python<Change[]>(
        `${read}print(json.dumps([asdict(one) for one in changes(parse_config(json.dumps(given["config"]), "test"), box)]))`,
        { box, config: given },
    );
const changesOfEach = (peers: readonly (readonly string[])[]) =>
    python<Change[][]>(
        `${read}plan = lambda one: changes(parse_config(json.dumps(one), "test"), box)
print(json.dumps([[asdict(change) for change in plan(one)] for one in given["configs"]]))`,
        { box: settledBox(), configs: peers.map((each) => ({ ...config, peers: each })) },
    );
const removalOf = (box: Box) =>
    python<Change[]>(`${read}print(json.dumps([asdict(one) for one in removal("net3", box)]))`, { box });

const lines = (changes: readonly Change[]) => changes.map(({ verb, what }) => `${verb} ${what}`);
const commands = (changes: readonly Change[]) =>
    changes.flatMap(({ steps }) =>
        steps.filter(([kind]) => kind === "run").map((step) => (step[1] as string[]).join(" ")),
    );

/** A settled K-Box with something else made of it. */
function changed(change: (box: Box) => void): Box {
    const box = settledBox();
    change(box);
    return box;
}

describe.skipIf(!hasPython)("the plan of k-one-vtep", () => {
    test("is empty for a K-Box that is as configured", () => {
        expect(changesOf(settledBox())).toEqual([]);
    });

    test("makes everything on an empty K-Box: the filter before the device, the mapping last", () => {
        const found = changesOf(emptyBox());
        expect(lines(found)).toEqual([
            "add nftables tables k-one-net3",
            "set /etc/systemd/network/05-k-one-net3.network",
            "add device vx70003",
            "add peer 203.0.113.11",
            "add peer 203.0.113.12",
            "add bridge br-net3",
            "add port vx70003 of bridge br-net3",
            "add bridge mapping net3:br-net3",
        ]);
        expect(commands(found)).toContain(
            "ip link add vx70003 mtu 1450 type vxlan id 70003 local 203.0.113.13 dstport 4789 df set learning",
        );
        expect(commands(found)).toContain(
            "ovs-vsctl --timeout=30 --may-exist add-br br-net3 -- set Bridge br-net3 datapath_type=netdev external_ids:k-one=net3",
        );
    });

    test("adds a peer to filter and device, and touches nothing else", () => {
        const [change, ...others] = changesOf(settledBox(), { ...config, peers: [...config.peers, "203.0.113.15"] });
        expect(others).toEqual([]);
        expect(change).toMatchObject({ verb: "add", what: "peer 203.0.113.15" });
        expect(change?.steps.map(([kind]) => kind)).toEqual(["nft", "run"]);
        expect(commands([change as Change])).toEqual([
            "bridge fdb append 00:00:00:00:00:00 dev vx70003 dst 203.0.113.15",
        ]);
    });

    test("forgets a removed peer and all that was learned from it, and touches nothing else", () => {
        const [change, ...others] = changesOf(settledBox(), { ...config, peers: ["203.0.113.12"] });
        expect(others).toEqual([]);
        expect(change).toMatchObject({ verb: "remove", what: "peer 203.0.113.11" });
        expect(change?.steps.map(([kind]) => kind)).toEqual(["nft", "try", "try"]);
    });

    test("never recreates the device, whoever joins or leaves", () => {
        const address = fc.integer({ min: 1, max: 12 }).map((last) => `203.0.113.${last}`);
        const lists = fc.array(fc.uniqueArray(address, { maxLength: 6 }), { minLength: 30, maxLength: 30 });
        fc.assert(
            fc.property(lists, (given) => {
                for (const [index, found] of changesOfEach(given).entries()) {
                    const peers = given[index] ?? [];
                    const joined = peers
                        .filter((peer) => !config.peers.includes(peer))
                        .map((peer) => `add peer ${peer}`);
                    const left = config.peers
                        .filter((peer) => !peers.includes(peer))
                        .map((peer) => `remove peer ${peer}`);
                    expect(lines(found).sort()).toEqual([...joined, ...left].sort());
                }
            }),
            { numRuns: 4 },
        );
    });

    test.each([
        ["vni", { vni: 70009 }],
        ["local", { local: "203.0.113.20" }],
        ["port", { port: 8472 }],
    ])("recreates the device for another %s", (_name, difference) => {
        expect(lines(changesOf(settledBox(), { ...config, ...difference }))).toContain("recreate device vx70003");
    });

    test("changes the MTU in place", () => {
        const found = changesOf(settledBox(), { ...config, mtu: 1400 });
        expect(lines(found)).toEqual(["set vx70003: mtu 1400 (was 1450)"]);
        expect(commands(found)).toEqual(["ip link set dev vx70003 mtu 1400"]);
    });

    test.each<[string, (box: Box) => void, readonly string[]]>([
        [
            "an address",
            (box) => Object.assign(box.links.vx70003 ?? {}, { addr_info: [{ local: "10.0.0.1" }] }),
            ["remove vx70003: addresses"],
        ],
        ["IPv6", (box) => box.ipv6.push("br-net3"), ["set br-net3: no ARP, no IPv6"]],
        [
            "a local port that is up",
            ({ links }) => Object.assign(links["br-net3"] ?? {}, { flags: ["NOARP", "UP"] }),
            ["set br-net3: down"],
        ],
        [
            "checksum offload",
            (box) => box.offloads.push("tx-checksumming"),
            ["set vx70003: checksum and receive offload off"],
        ],
        [
            "a flushed ruleset",
            (box) => Object.assign(box.nft, { inet: [], arp: [] }),
            ["add nftables tables k-one-net3"],
        ],
        ["half a ruleset", (box) => box.nft.inet.pop(), ["set nftables tables k-one-net3"]],
        [
            "a port that Open vSwitch couldn't open",
            (box) => Object.assign(box.ovs.ports.vx70003 ?? {}, { error: "No such device" }),
            ["set port vx70003 of bridge br-net3"],
        ],
        ["a lost mapping", (box) => delete box.ovs.ids["ovn-bridge-mappings"], ["add bridge mapping net3:br-net3"]],
        [
            "a pinned entry",
            (box) => box.fdb.push({ mac: "00:11:22:33:44:55", dst: "203.0.113.12", state: "permanent" }),
            ["remove entry 00:11:22:33:44:55 to 203.0.113.12"],
        ],
        [
            "an entry learned from a stranger",
            (box) => box.fdb.push({ mac: "00:11:22:33:44:55", dst: "203.0.113.66", state: "" }),
            ["remove entry 00:11:22:33:44:55 to 203.0.113.66"],
        ],
        [
            "a stranger's head-end entry",
            (box) => box.fdb.push({ mac: "00:00:00:00:00:00", dst: "203.0.113.66", state: "permanent" }),
            ["remove peer 203.0.113.66"],
        ],
    ])("puts right %s", (_name, change, expected) => {
        expect(lines(changesOf(changed(change)))).toEqual(expected);
    });

    test("leaves offloads alone in the kernel's datapath", () => {
        const box = changed(({ ovs, offloads }) => {
            offloads.push("tx-checksumming", "generic-receive-offload");
            delete ovs.ids["ovn-bridge-datapath-type"];
            Object.assign(ovs.bridges["br-net3"] ?? {}, { datapath: "" });
        });
        expect(changesOf(box)).toEqual([]);
    });

    test("leaves learned entries of peers and other programs' ports, bridges and mappings alone", () => {
        const box = changed(({ fdb, ovs }) => {
            fdb.push({ mac: "00:11:22:33:44:55", dst: "203.0.113.12", state: "" });
            ovs.bridges["br-ex"] = { datapath: "netdev", ids: {} };
            ovs.ports.eth7 = { bridge: "br-net3", ids: {}, type: "", error: "" };
            ovs.ids["ovn-bridge-mappings"] = "net9:br-net9, net3:br-net3,ext:br-ex";
        });
        expect(changesOf(box)).toEqual([]);
    });

    test("uses a mapping that it finds, but never counts it as its own", () => {
        const box = changed(({ ovs }) => delete ovs.ids["k-one-mapping-net3"]);
        expect(changesOf(box)).toEqual([]);
        expect(lines(removalOf(box))).not.toContain("remove bridge mapping net3:br-net3");
    });

    test("moves from one VNI to another", () => {
        const found = lines(changesOf(settledBox(), { ...config, vni: 70009, device: "vx70009" }));
        expect(found.slice(0, 2)).toEqual(["remove port vx70003", "remove device vx70003"]);
        expect(found).toContain("add device vx70009");
    });

    test("takes away all that is ours, the filter after the device", () => {
        const found = removalOf(settledBox());
        expect(lines(found)).toEqual([
            "remove bridge mapping net3:br-net3",
            "remove port vx70003",
            "remove bridge br-net3",
            "remove device vx70003",
            "remove nftables table inet k-one-net3",
            "remove nftables table arp k-one-net3",
            "remove /etc/systemd/network/05-k-one-net3.network",
        ]);
        const [, , after] = (found[0] as Change).steps[0] as unknown as [string, unknown, Record<string, string>];
        expect(after["ovn-bridge-mappings"]).toBe("ext:br-ex");
    });

    test("takes nothing from a K-Box that has nothing of ours", () => {
        expect(removalOf(emptyBox())).toEqual([]);
    });

    test("keeps a bridge that somebody else made", () => {
        const box = changed(({ ovs }) => Object.assign(ovs.bridges["br-net3"] ?? {}, { ids: {} }));
        expect(changesOf(box)).toEqual([]);
        expect(lines(removalOf(box))).not.toContain("remove bridge br-net3");
    });
});
