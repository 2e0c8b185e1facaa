import { createHash } from "node:crypto";
import type { SharedNetworkPlan, SshTarget } from "../plan/environment-plan.ts";
import { placed, quoted, rootShell, source } from "./remote-script.ts";

/** VXLAN's port as IANA assigned it (RFC 7348). */
const vxlanPort = 4789;

/** Files that the K-Box gets, in `components/vtep/`. */
const files = [
    "k-one-vtep",
    "k-one-vtep-zones",
    "vtep_agent.py",
    "vtep_box.py",
    "vtep_config.py",
    "vtep_conflicts.py",
    "vtep_device.py",
    "vtep_filter.py",
    "vtep_linux_bridge.py",
    "vtep_model.py",
    "vtep_peers.py",
    "vtep_plan.py",
    "vtep_switch.py",
    "k-one-vtep@.service",
    "k-one-vtep-zones.service",
];

/** Text of `/etc/k-one/<network>.json`; one peer a line, so that a review shows who joins and who leaves. */
export function vtepConfig({ name, vni, mtu, vtep }: SharedNetworkPlan): string {
    const config = {
        version: 1,
        network: name,
        vni,
        mtu,
        local: vtep.address,
        underlayMtu: vtep.mtu,
        port: vxlanPort,
        device: vtep.device,
        bridge: vtep.bridge,
        physicalNetwork: name,
        // K-Boxes with Open vSwitch have been written without it.
        ...(vtep.switch === "linuxbridge" && { switch: vtep.switch }),
        peers: vtep.peers.map((peer) => peer.address).sort(),
    };
    return JSON.stringify(config, null, 2);
}

/** The script for the K-Box's `sh -s`: unpacks the files, then runs `install.sh`, which puts them where they belong. */
export function bundle(): string {
    return [
        source("vtep/unpack.sh"),
        ...files.map((file) => placed(file, source(`vtep/${file}`))),
        source("vtep/install.sh"),
    ].join("\n");
}

/**
 * Command that installs a K-Box's end of a network, or brings it back to what it was; {@link bundle} goes to its standard input.
 * @param insteadOf VXLAN device of the same VNI that gives way to ours, such as `vxlan-70003`.
 */
export function installCommand(
    kBox: Pick<SshTarget, "user">,
    network: SharedNetworkPlan,
    insteadOf: string | null = null,
): string {
    const gives = insteadOf === null ? "" : ` ${quoted(insteadOf)}`;
    return `${rootShell(kBox)} install ${network.name} ${quoted(vtepConfig(network))}${gives}`;
}

/** Command that takes it away without a trace; {@link bundle} goes to its standard input. */
export function uninstallCommand(kBox: Pick<SshTarget, "user">, network: Pick<SharedNetworkPlan, "name">): string {
    return `${rootShell(kBox)} uninstall ${network.name}`;
}

/** Reads back what {@link installCommand} wrote, such as from a stack's state; `null` when it is another command. */
export function parseInstall(command: string): { readonly network: string; readonly config: string } | null {
    const [, network, config] = /sh -s -- install (\S+) '(.*)'$/s.exec(command) ?? [];
    return network === undefined || config === undefined ? null : { network, config: config.replaceAll("'\\''", "'") };
}

/** Where the program's files lie on the K-Box: SHA-256 by path. */
export function installedFiles(): Readonly<Record<string, string>> {
    return Object.fromEntries(files.map((file) => [installedPath(file), sha256(source(`vtep/${file}`))]));
}

/** SHA-256 of a text in UTF-8, in hexadecimal digits. */
export function sha256(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}

function installedPath(file: string): string {
    return file.endsWith(".service") ? `/etc/systemd/system/${file}` : `/usr/local/lib/k-one/${file}`;
}
