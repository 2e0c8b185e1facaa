import { spawn } from "node:child_process";
import { closeSync, openSync, readlinkSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writeWhole } from "./files.ts";
import { childrenOf, commandLine, isAlive, readRecord, readText } from "./processes.ts";

/** What a supervisor says about its machine; `stopped` by the lab, `off` by the machine itself. */
export interface Life {
    readonly state: "running" | "stopped" | "off" | "failed" | "new";
    /** Since when, in seconds since 1970. */
    readonly since: number;
    /** How often the machine was booted by this supervisor. */
    readonly boots: number;
    /** Exit code of the machine's last life; 0 while it runs. */
    readonly code: number;
}

const script = path.join(import.meta.dirname, "supervise.sh");

/** How {@link supervise} is to run a machine. */
export interface Supervision {
    /** Folder for the supervisor's own files. */
    readonly folder: string;
    /** What is the machine: runs in the foreground, ends with code 133 to be run again. */
    readonly command: readonly string[];
    /** File for the output of both. */
    readonly log: string;
}

/** Starts a supervisor that outlives this process, and waits until it has written itself down. */
export async function supervise({ folder, command, log }: Supervision): Promise<void> {
    rmSync(path.join(folder, "supervisor"), { force: true });
    const output = openSync(log, "a", 0o600);
    const child = spawn("/bin/sh", [script, folder, ...command], {
        detached: true,
        stdio: ["ignore", output, output],
        // Nothing of the caller's environment, secrets least of all, goes into a machine.
        env: {
            PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            LC_ALL: "C.UTF-8",
            SYSTEMD_NSPAWN_API_VFS_WRITABLE: "network",
        },
        cwd: "/",
    });
    closeSync(output);
    let ended: number | null | undefined;
    child.once("exit", (code) => {
        ended = code;
    });
    child.once("error", () => {
        ended = null;
    });
    child.unref();
    while (!isSupervised(folder)) {
        if (ended !== undefined) throw new Error(`the supervisor of ${folder} ended at once (${ended}). Log: ${log}`);
        await sleep(20);
    }
}

/** Whether the supervisor of this folder runs. */
export function isSupervised(folder: string): boolean {
    return supervisorOf(folder) !== null;
}

/** Process id of the supervisor of this folder; `null` when it doesn't run, or its id is somebody else's by now. */
export function supervisorOf(folder: string): number | null {
    const record = readRecord(path.join(folder, "supervisor"));
    if (record === null || !isAlive(record)) return null;
    const line = commandLine(record.pid);
    return line.includes(folder) && line.some((word) => word.endsWith("supervise.sh")) ? record.pid : null;
}

/** Asks the machine of this folder to shut down. */
export function askToStop(folder: string): void {
    const pid = supervisorOf(folder);
    if (pid !== null) process.kill(pid, "SIGTERM");
}

/** Ends the supervisor of this folder itself, not its machine. */
export function killSupervisor(folder: string): void {
    const pid = supervisorOf(folder);
    if (pid !== null) process.kill(pid, "SIGKILL");
}

/** Writes down, for a supervisor that was killed, that its machine was stopped. */
export function markStopped(folder: string): void {
    const { boots } = lifeOf(folder);
    const now = Math.floor(Date.now() / 1000);
    writeWhole(path.join(folder, "state"), `stopped ${now} ${boots} 137\n`, { mode: 0o600 });
}

/** What is known of the machine of this folder. A supervisor that is gone without a word counts as a failure. */
export function lifeOf(folder: string): Life {
    const [word = "new", since = "0", boots = "0", code = "0"] = (readText(path.join(folder, "state")) || "new")
        .trim()
        .split(" ");
    const life = { since: Number(since), boots: Number(boots), code: Number(code) };
    if (word === "running") return { ...life, state: isSupervised(folder) ? "running" : "failed" };
    return { ...life, state: word === "stopped" || word === "off" || word === "failed" ? word : "new" };
}

/** Process id of the machine's own first process, as the host sees it; `null` while there is none. */
export function leaderOf(folder: string): number | null {
    const supervisor = supervisorOf(folder);
    const machine = supervisor === null ? undefined : childrenOf(supervisor)[0];
    return machine === undefined ? null : (childrenOf(machine).find(hasOwnProcesses) ?? null);
}

// Before and beside the machine's first process there may be some that still see the host's processes and files.
function hasOwnProcesses(pid: number): boolean {
    try {
        return readlinkSync(`/proc/${pid}/ns/pid`) !== readlinkSync("/proc/self/ns/pid");
    } catch {
        return false;
    }
}
