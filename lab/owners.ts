import { lchownSync, statSync } from "node:fs";
import { run } from "./run.ts";

/** User of the host that is root in a machine. */
export const firstUser = 524_288;

/** Number of users in a machine. */
export const users = 65_536;

/** Gives a file or folder to root in the machines. */
export function giveToMachine(file: string): void {
    lchownSync(file, firstUser, firstUser);
}

/**
 * Gives a whole root file system to the machines' users, which are nobody on the host. Once is enough, and an
 * interrupted one can be done again: a user's number in the machine is what is left when the rest is taken off.
 */
export async function giveRootToMachines(root: string): Promise<void> {
    if (statSync(root).uid === firstUser) return;
    const shift = [`--private-users=${firstUser}:${users}`, "--private-users-ownership=chown", "--settings=no"];
    const asIs = ["--resolv-conf=off", "--timezone=off", "--link-journal=no", "--register=no", "--keep-unit"];
    const nspawn = ["systemd-nspawn", "--quiet", "--private-network", ...asIs, ...shift];
    // Its own files under /run are on a file system that is gone with it.
    const hidden = 'mount -t tmpfs none /run/systemd && exec "$@"';
    await run(["unshare", "--mount", "sh", "-c", hidden, "give", ...nspawn, `--directory=${root}`, "/bin/true"]);
}
