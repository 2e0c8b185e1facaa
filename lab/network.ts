import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import type { Lab } from "./names.ts";
import { enterNamespace, namespaceExists, namespaceFile } from "./namespace.ts";
import { run } from "./run.ts";

/** WAN's own address: "the host" in the lab, and the way between the sites' external networks. */
export const wanAddress = "203.0.113.1";

/** Block of the WAN. */
export const wanPrefix = 24;

/** A network behind a machine of the WAN. */
export interface WanRoute {
    readonly destination: string;
    readonly via: string;
}

/**
 * Makes the WAN: one bridge in a network namespace of its own, and beside it the bridges `wires`, where it has no part
 * itself. Nothing joins the namespace to the host's, so there is no way out. What is there already stays as it is.
 */
export async function ensureWan(lab: Lab, routes: readonly WanRoute[], wires: readonly string[] = []): Promise<void> {
    if (!namespaceExists(lab.wan)) await makeNamespace(lab.wan);
    await run([...enterNamespace(lab.wan), "sh", "-euc", wanScript(routes, wires)]);
}

/** Removes a network namespace by name; its interfaces go with its last process. */
export async function removeNamespace(name: string): Promise<void> {
    if (namespaceExists(name)) await run(["umount", "--lazy", namespaceFile(name)]);
    rmSync(namespaceFile(name), { force: true });
}

/** Names of the ports plugged into the WAN and the wires beside it. */
export async function wanPorts(lab: Lab): Promise<readonly string[]> {
    if (!namespaceExists(lab.wan)) return [];
    const links: unknown = JSON.parse((await run(["ip", "-n", lab.wan, "-json", "link", "show"])) || "[]");
    const portOf = ({ ifname = "", master }: { ifname?: string; master?: string }) =>
        master === undefined ? [] : [ifname];
    return Array.isArray(links) ? links.flatMap(portOf) : [];
}

/** Address of a network card that follows from its IP address. */
export function macOf(address: string): string {
    const bytes = address.split(".").map((byte) => Number(byte).toString(16).padStart(2, "0"));
    return ["02", "00", ...bytes].join(":");
}

// `ip netns add` would leave a mount of /run/netns on itself behind.
async function makeNamespace(name: string): Promise<void> {
    const file = namespaceFile(name);
    mkdirSync("/run/netns", { recursive: true });
    if (!existsSync(file)) writeFileSync(file, "");
    await run(["unshare", `--net=${file}`, "ip", "link", "set", "lo", "up"]);
}

function wanScript(routes: readonly WanRoute[], wires: readonly string[]): string {
    return [
        bridge(`wan address ${macOf(wanAddress)}`),
        `ip address replace ${wanAddress}/${wanPrefix} dev wan`,
        "ip link set wan up",
        ...wires.flatMap((wire) => [bridge(wire), `ip link set ${wire} up`]),
        // A real WAN routes between the sites' external networks, and never tells a K-Box to take a short cut.
        "echo 1 > /proc/sys/net/ipv4/ip_forward",
        "echo 0 > /proc/sys/net/ipv4/conf/all/send_redirects",
        "echo 0 > /proc/sys/net/ipv4/conf/wan/send_redirects",
        ...routes.map(({ destination, via }) => `ip route replace ${destination} via ${via} dev wan`),
    ].join("\n");
}

function bridge(nameAndAddress: string): string {
    const name = nameAndAddress.replace(/ .*/, "");
    return `[ -e /proc/sys/net/ipv4/conf/${name} ] || ip link add ${nameAndAddress} type bridge forward_delay 0 mcast_snooping 0`;
}
