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
    files: Record<string, string | null>;
}

/** Recorded on a real K-Box (Debian 13, userspace datapath) whose end of net3 is as {@link config} says. */
export function settledBox(): Box {
    return JSON.parse(readFileSync(join(import.meta.dirname, "settled-box.json"), "utf8")) as Box;
}

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
        files: { "/etc/systemd/network/05-k-one-net3.network": null },
    };
}
