import { readFileSync } from "node:fs";

/** A process as written down by itself. A process id alone is used again, by anybody, sooner or later. */
export interface ProcessRecord {
    readonly pid: number;
    /** When it started, in clock ticks since the host's boot. */
    readonly started: string;
    /** Id of the host's boot. */
    readonly boot: string;
}

/** Record of a running process, by default this one; `null` when there is none with this id. */
export function recordOf(pid: number = process.pid): ProcessRecord | null {
    const started = startTime(pid);
    return started === null ? null : { pid, started, boot: bootId() };
}

/** One line: process id, start time, id of the host's boot. */
export function formatRecord(record: ProcessRecord): string {
    return `${record.pid} ${record.started} ${record.boot}\n`;
}

/** Reads what {@link formatRecord} or a supervisor wrote; `null` when the file is missing or no record. */
export function readRecord(file: string): ProcessRecord | null {
    const [pid, started, boot] = (readText(file) ?? "").trim().split(" ");
    if (!pid || !started || !boot || !/^[1-9]\d*$/.test(pid)) return null;
    return { pid: Number(pid), started, boot };
}

/** Whether the recorded process still runs: the same one, not another with its id. */
export function isAlive(record: ProcessRecord): boolean {
    return record.boot === bootId() && startTime(record.pid) === record.started;
}

/** Command line of a process; empty when it is gone. */
export function commandLine(pid: number): readonly string[] {
    return (readText(`/proc/${pid}/cmdline`) ?? "").split("\0").slice(0, -1);
}

/** Direct children of a process. */
export function childrenOf(pid: number): number[] {
    return (readText(`/proc/${pid}/task/${pid}/children`) ?? "").split(" ").filter(Boolean).map(Number);
}

/** Text of a file, or `null` when it can't be read. */
export function readText(file: string): string | null {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return null;
    }
}

function bootId(): string {
    return (readText("/proc/sys/kernel/random/boot_id") ?? "").trim();
}

// The program's name, second in the line and in brackets, may hold spaces and brackets itself.
function startTime(pid: number): string | null {
    const stat = readText(`/proc/${pid}/stat`);
    if (stat === null) return null;
    const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? null : (rest[18] ?? null);
}
