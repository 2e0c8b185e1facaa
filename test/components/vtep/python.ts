import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pythonIn } from "../python.ts";

export { hasPython } from "../python.ts";

/** Runs a piece of Python beside the program's modules, see {@link pythonIn}. */
export const python = pythonIn("vtep");

/** A K-Box's file `/etc/k-one/net3.json`. */
export const config = {
    version: 1,
    network: "net3",
    vni: 70003,
    mtu: 1450,
    local: "203.0.113.13",
    underlayMtu: 1500,
    port: 4789,
    device: "vx70003",
    bridge: "br-net3",
    physicalNetwork: "net3",
    peers: ["203.0.113.11", "203.0.113.12"],
};

/** What a K-Box shows, as the program reads it. */
export interface Box {
    links: Record<string, Record<string, unknown>>;
    fdb: Record<string, unknown>[];
    offloads: string[];
    ipv6: string[];
    nft: { inet: Record<string, unknown>[]; arp: Record<string, unknown>[] };
    ovs: {
        ids: Record<string, string>;
        bridges: Record<string, { datapath: string; ids: Record<string, string> }>;
        ports: Record<string, { bridge: string; ids: Record<string, string>; type: string; error: string }>;
    };
    agent: { present: boolean; mappings: string; drop_in: string | null };
    files: Record<string, string | null>;
}

/** Recorded on a real K-Box (Debian 13, userspace datapath) whose end of net3 is as {@link config} says. */
export function settledBox(): Box {
    return JSON.parse(readFileSync(join(import.meta.dirname, "settled-box.json"), "utf8")) as Box;
}

/** What {@link config} is where the kernel's bridges switch the guests. */
export const bridgedConfig = { ...config, switch: "linuxbridge", bridge: "brq8c1f2a5d-01" };

/** A K-Box with Neutron's Linux bridge agent, no Open vSwitch, and nothing of ours. */
export function emptyBridgedBox(): Box {
    return {
        ...emptyBox(),
        ovs: { ids: {}, bridges: {}, ports: {} },
        agent: { present: true, mappings: "ext:br-ex", drop_in: null },
    };
}

/** The same as the program leaves it: the recorded K-Box with a kernel bridge, and the filter for it. */
export function settledBridgedBox(): Box {
    const { links, ...box } = settledBox();
    const { "br-net3": _ovs, vx70003: device = {}, wan0 = {} } = links;
    const bridge = {
        ...{ ifname: "brq8c1f2a5d-01", mtu: 1450, flags: ["BROADCAST", "MULTICAST", "NOARP", "UP", "LOWER_UP"] },
        ...{ linkinfo: { info_kind: "bridge" }, ifalias: "k-one:net3", addr_info: [] },
    };
    const filter = `from vtep_config import parse_config
from vtep_filter import replace_tables
text = replace_tables(parse_config(json.dumps(given), "test"))["nftables"]
rows = [one["add"] for one in text if "add" in one]
print(json.dumps({family: [row for row in rows if family in [part.get("family") for part in row.values()]]
                  for family in ("inet", "arp")}))`;
    return {
        ...box,
        ...{ ovs: { ids: {}, bridges: {}, ports: {} }, nft: python<Box["nft"]>(filter, bridgedConfig) },
        links: { wan0, vx70003: { ...device, master: "brq8c1f2a5d-01" }, "brq8c1f2a5d-01": bridge },
        agent: { present: true, mappings: "ext:br-ex", drop_in: dropIn },
        files: Object.fromEntries(
            Object.entries(box.files).map(([path, text]) => [
                path,
                text?.replace("br-net3", bridgedConfig.bridge) ?? null,
            ]),
        ),
    };
}

const dropIn = `# net3 net3:brq8c1f2a5d-01
[Unit]
Wants=k-one-vtep@net3.service
After=k-one-vtep@net3.service

[Service]
Environment=OS_LINUX_BRIDGE__BRIDGE_MAPPINGS=ext:br-ex,net3:brq8c1f2a5d-01
`;

/** A K-Box that has Open vSwitch and an underlay address, and nothing of ours. */
export function emptyBox(): Box {
    const { ids } = settledBox().ovs;
    const { "k-one-mapping-net3": _mark, ...others } = ids;
    const { wan0 = {} } = settledBox().links;
    return {
        links: { wan0 },
        fdb: [],
        offloads: [],
        ipv6: ["wan0"],
        nft: { inet: [], arp: [] },
        ovs: { ids: { ...others, "ovn-bridge-mappings": "ext:br-ex" }, bridges: {}, ports: {} },
        agent: { present: false, mappings: "", drop_in: null },
        files: { "/etc/systemd/network/05-k-one-net3.network": null },
    };
}
