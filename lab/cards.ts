import { wanAddress, wanPrefix } from "./network.ts";

/** A network card of a machine; its other end is a port of the WAN, or of another wire. */
export interface Card {
    /** Name the machine knows it by, such as `wan0`. */
    readonly name: string;
    /** Name of its other end in the WAN; an interface's name has at most 15 characters. */
    readonly port: string;
    /** `null`: the card belongs to a bridge of the machine's. */
    readonly address: string | null;
    /**
     * Bridge that the port is plugged into.
     * @default "wan"
     */
    readonly wire?: string;
}

/** Bridge that stands for a site's management network, where a machine beside the K-Box is on it. */
export function managementWire(site: string): string {
    return `${site}-mgmt`;
}

/** K-Box's card on its site's management network: Open vSwitch takes it over. */
export function managementCard(site: string): Card {
    return { name: "mgmt0", port: `${site}-pm`, address: null, wire: managementWire(site) };
}

/** Card of a box on its site's management network. */
export function boxCard(site: string, address: string): Card {
    return { ...managementCard(site), port: `${site}-box`, address };
}

/**
 * Cards of the machine `machine`: `wan0` for whoever talks to it, and `data0` for the tunnels of a K-Box whose
 * VTEP has an address of its own.
 */
export function cardsOf(machine: string, address: string, vtepAddress: string = address): readonly Card[] {
    const wan = { name: "wan0", port: machine, address };
    return vtepAddress === address ? [wan] : [wan, { name: "data0", port: `${machine}-data`, address: vtepAddress }];
}

/** Name and text of the systemd unit that sets a card up at each boot, before anything uses the network. */
export function cardUnit({ name, address }: Card): readonly [unit: string, text: string] {
    const noun = name.replace(/\d+$/, "");
    const lines = [
        "[Unit]",
        `Description=The machine's card ${name}`,
        "DefaultDependencies=no",
        "Before=sysinit.target network-pre.target",
        "Wants=network-pre.target",
        "[Service]",
        "Type=oneshot",
        "RemainAfterExit=yes",
        ...commandsFor(name, address).map((command) => `ExecStart=${command}`),
        "",
    ];
    return [`k-one-lab-${noun}.service`, lines.join("\n")];
}

function commandsFor(name: string, address: string | null): readonly string[] {
    if (address === null) return [`ip link set ${name} up`];
    if (name === "mgmt0") return [`ip address replace ${address}/24 dev ${name}`, `ip link set ${name} up`];
    return name === "wan0" ? wanCommands(name, address) : dataCommands(name, address);
}

function wanCommands(name: string, address: string): readonly string[] {
    return [
        `ip address replace ${address}/${wanPrefix} dev ${name}`,
        `ip link set ${name} up`,
        `ip route replace default via ${wanAddress}`,
    ];
}

// Both cards are on one wire: each answers for its own address only, and what has the data address goes out by its card.
function dataCommands(name: string, address: string): readonly string[] {
    const table = 100;
    return [
        ...["wan0", name].map(
            (card) => `sysctl -qw net.ipv4.conf.${card}.arp_ignore=1 net.ipv4.conf.${card}.arp_announce=2`,
        ),
        `ip address replace ${address}/${wanPrefix} dev ${name} noprefixroute`,
        `ip link set ${name} up`,
        `ip route replace ${blockOf(address)} dev ${name} src ${address} table ${table}`,
        `ip route replace default via ${wanAddress} dev ${name} table ${table}`,
        `ip rule add from ${address} lookup ${table}`,
    ];
}

function blockOf(address: string): string {
    return `${address.split(".").slice(0, 3).join(".")}.0/${wanPrefix}`;
}
