import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A process of this computer, as far as it concerns us. */
export interface ProcessInfo {
    readonly pid: number;
    readonly parent: number;
    /** Its program's name, at most 15 characters, such as `pulumi`. */
    readonly command: string;
    /** Wall-clock time of its start; a clock that was set since moves it. */
    readonly started: Date;
    /** Stack that a run of `k-one` started it for, or `null`. */
    readonly stack: string | null;
    /** Process of that run, or `null`. While it lives, it is the parent of the engine. */
    readonly run: number | null;
    /** URL of the backend that it was given, or `null` when it takes the last login's. */
    readonly backend: string | null;
}

/** Variable that marks every process that `k-one` starts for a stack, and what these start. */
export const stackVariable = "K_ONE_STACK";

/** Variable with the id of the process that runs `k-one`. */
export const runVariable = "K_ONE_RUN";

// sysconf(_SC_CLK_TCK), the same on every Linux that Node runs on.
const ticksPerSecond = 100;

/** Reads a process, or `null` when there is none of that id. A process that has ended and waits for its parent is none. */
export function readProcess(pid: number, proc = "/proc"): ProcessInfo | null {
    const stat = read(join(proc, String(pid), "stat"));
    // The name stands in parentheses and may hold any character.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (stat === null || fields === undefined || fields[0] === "Z" || fields[0] === "X") {
        return null;
    }
    const command = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
    const started = new Date((bootTime(proc) + Number(fields[19]) / ticksPerSecond) * 1000);
    const run = Number(variableOf(pid, runVariable, proc) ?? 0) || null;
    const backend = variableOf(pid, "PULUMI_BACKEND_URL", proc);
    const stack = variableOf(pid, stackVariable, proc);
    return { pid, parent: Number(fields[1]), command, started, stack, run, backend };
}

/** Every process that was started for a stack by a run of `k-one`, this one's or another's. */
export function processesOfStack(stack: string, proc = "/proc"): readonly ProcessInfo[] {
    return readdirSync(proc)
        .filter((name) => /^\d+$/.test(name) && variableOf(Number(name), stackVariable, proc) === stack)
        .flatMap((name) => readProcess(Number(name), proc) ?? []);
}

function variableOf(pid: number, name: string, proc: string): string | null {
    const entries = read(join(proc, String(pid), "environ"))?.split("\0") ?? [];
    const prefix = `${name}=`;
    return entries.find((entry) => entry.startsWith(prefix))?.slice(prefix.length) ?? null;
}

function bootTime(proc: string): number {
    return Number(/^btime (\d+)$/m.exec(read(join(proc, "stat")) ?? "")?.[1] ?? 0);
}

function read(file: string): string | null {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return null;
    }
}
