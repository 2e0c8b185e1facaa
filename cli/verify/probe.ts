import { findPing } from "./ping.ts";
import type { Shell } from "./shell.ts";
import { textOf } from "./shell.ts";

/** Something that may answer: a TCP port, or with `null` the address itself when it is pinged. */
export interface Target {
    readonly address: string;
    readonly port: number | null;
}

/** Seconds that each target gets to answer; all are tried at once. */
const patience = 3;

/** Busybox has a `nc` and no bash; K-Boxes often have it the other way round. */
const knock = `tcp() {
    if command -v bash >/dev/null; then timeout ${patience} bash -c ": </dev/tcp/$1/$2"; else nc -w ${patience} "$1" "$2"; fi
}`;

/** Tries all targets at once, and gives those that answered. */
export async function answering(shell: Shell, targets: readonly Target[]): Promise<readonly Target[]> {
    const text = await textOf(shell, probeScript(targets), { seconds: patience + 20 });
    return targets.filter((target) => text.includes(`answers ${nameOf(target)}\n`));
}

/** Script that prints a line `answers <address> <port>` for each target that does. */
export function probeScript(targets: readonly Target[]): string {
    const tries = targets.map((target) => `{ ${attempt(target)} && echo "answers ${nameOf(target)}"; } &`);
    return [findPing, knock, ...tries, "wait"].join("\n");
}

/** As a reader knows it: `203.0.113.11:22`, or the address alone. */
export function describeTarget({ address, port }: Target): string {
    return port === null ? `${address} (ping)` : `${address}:${port}`;
}

function nameOf({ address, port }: Target): string {
    return `${address} ${port ?? "ping"}`;
}

function attempt({ address, port }: Target): string {
    const command = port === null ? `$ping -c 1 -w ${patience} ${address}` : `tcp ${address} ${port}`;
    return `${command} </dev/null >/dev/null 2>&1`;
}
