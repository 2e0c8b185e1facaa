import { linkSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../plan/user-error.ts";
import type { Lab } from "./names.ts";
import { formatRecord, isAlive, readRecord, recordOf } from "./processes.ts";

/** What a lock is for. */
export interface LockOptions {
    /** What the holder is doing, for whoever gives up waiting. */
    readonly busy: string;
    /** How long to wait for it. */
    readonly seconds: number;
}

/** Does some work that no two processes may do at once; a lock whose process died is no lock. */
export async function withLock<T>(file: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
    const end = Date.now() + options.seconds * 1000;
    while (!take(file)) {
        if (Date.now() > end)
            throw new UserError(`${options.busy} (${holder(file)}). Wait until it is done and try again.`);
        await sleep(100);
    }
    try {
        return await work();
    } finally {
        rmSync(file, { force: true });
    }
}

/** Does some work on a lab that no other process may do at the same time. */
export async function withLabLock<T>(lab: Lab, work: () => Promise<T>): Promise<T> {
    const busy = `Another process is starting or stopping the lab ${lab.environment}`;
    return withLock(path.join(lab.home, "lock"), { busy, seconds: 150 }, work);
}

function take(file: string): boolean {
    const record = recordOf();
    if (record === null) throw new UserError("/proc is not mounted on this computer, and the lab needs it.");
    const beside = `${file}.${record.pid}`;
    writeFileSync(beside, formatRecord(record), { mode: 0o600 });
    try {
        if (isStale(file)) rmSync(file, { force: true });
        return tryLink(beside, file);
    } finally {
        rmSync(beside, { force: true });
    }
}

function isStale(file: string): boolean {
    const record = readRecord(file);
    return record !== null && !isAlive(record);
}

function holder(file: string): string {
    return `process ${readRecord(file)?.pid ?? "unknown"}`;
}

// A link appears whole or not at all, and never replaces what is there.
function tryLink(from: string, to: string): boolean {
    try {
        linkSync(from, to);
        return true;
    } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
        throw error;
    }
}
