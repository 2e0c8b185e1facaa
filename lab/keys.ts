import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { writeWhole } from "./files.ts";
import type { Lab } from "./names.ts";
import { run } from "./run.ts";

/** File of the key that logs in to a machine as root. */
export function loginKey(lab: Lab, machine: string): string {
    return path.join(lab.keys, machine);
}

/** File of the key that logs in to guests. */
export function guestKey(lab: Lab): string {
    return path.join(lab.keys, "guest");
}

/** File of the key that a site's control VM and its boxes let in. */
export function controlKey(lab: Lab, site: string): string {
    return path.join(lab.keys, `${site}-control`);
}

/** File of a machine's own host key; made by the host, so that it is known before the machine first boots. */
export function hostKey(lab: Lab, machine: string): string {
    return path.join(lab.keys, "hosts", machine);
}

/** File of the host key of a box of a site's K-Cluster. */
export function boxHostKey(lab: Lab, site: string, box: string): string {
    return hostKey(lab, `${site}-${box}`);
}

/** Makes an ed25519 key pair unless it is there; both halves, or none. */
export async function ensureKey(file: string, comment: string): Promise<void> {
    if (existsSync(file) && existsSync(`${file}.pub`)) return;
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    for (const half of [file, `${file}.pub`]) rmSync(half, { force: true });
    await run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file]);
}

/** Public half of a key, without its comment: `ssh-ed25519 AAAA…`. */
export function publicKey(file: string): string {
    return readFileSync(`${file}.pub`, "utf8").trim().split(" ").slice(0, 2).join(" ");
}

/** Writes the host keys of all machines where SSH looks for them. */
export function writeKnownHosts(
    lab: Lab,
    machines: readonly { readonly name: string; readonly address: string }[],
): void {
    const lines = machines.map(({ name, address }) => `${address} ${publicKey(hostKey(lab, name))}\n`);
    writeWhole(lab.knownHosts, lines.join(""), { mode: 0o600 });
}
