import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { quote } from "../../ssh/login.ts";
import { type Shell, textOf } from "./shell.ts";

/** A frame that a K-Box heard. */
export interface Frame {
    /** The K-Box's device that it came or went by. */
    readonly device: string;
    /** A ping's request, or the question who has an address: in IPv4 (`arp`) or in IPv6 (`solicit`). */
    readonly kind: "echo" | "arp" | "solicit";
    /** Sender: an address for `echo`, a MAC for the questions. */
    readonly from: string;
    /** Address that it is meant for, or that it asks for. */
    readonly to: string;
    /** Bytes of data in a ping, which tells one from another; 0 for the questions. */
    readonly size: number;
}

const program = readFileSync(new URL("wire.py", import.meta.url), "utf8");

/** Command for a K-Box that listens or asks; the capture goes with the process, so nothing has to be undone. */
export function wireCommand(...words: readonly string[]): string {
    const asRoot = 'as_root=; [ "$(id -u)" = 0 ] || as_root="sudo -n"';
    return `${asRoot}; $as_root python3 -Bc ${[program, ...words].map(quote).join(" ")}`;
}

/** Reads a line that a listening K-Box prints; `null` when it isn't a frame. */
export function parseFrame(line: string): Frame | null {
    const [, device = "", kind = "", from = "", to = "", size] =
        /^(\S+) (echo|arp|solicit) (\S+) (\S+) (\d+)$/.exec(line) ?? [];
    return size === undefined ? null : { device, kind: kind as Frame["kind"], from, to, size: Number(size) };
}

/** A MAC address that nobody has: locally administered, and made up anew. */
export function madeUpMac(): string {
    return `02:6b:31:${[...randomBytes(3)].map((byte) => byte.toString(16).padStart(2, "0")).join(":")}`;
}

/** Asks on a K-Box's device, as a machine of this MAC, who has each address; gives those that somebody answers for. */
export async function askWhoHas(
    kBox: Shell,
    device: string,
    mac: string,
    addresses: readonly string[],
): Promise<readonly string[]> {
    const text = await textOf(kBox, wireCommand("ask", device, mac, ...addresses));
    return addresses.filter((address) => text.split("\n").includes(address));
}
