import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Runs an action while no other process does the same.
 * The lock of a process that was killed is taken over.
 */
export async function withLock<T>(file: string, onWait: (owner: string) => void, action: () => Promise<T>): Promise<T> {
    await takeLock(file, onWait);
    try {
        return await action();
    } finally {
        rmSync(file, { force: true });
    }
}

async function takeLock(file: string, onWait: (owner: string) => void): Promise<void> {
    let told = false;
    while (!tryLock(file)) {
        const owner = readLock(file);
        if (owner !== null && !isAlive(owner)) {
            removeStale(file, owner);
            continue;
        }
        if (!told) {
            onWait(owner?.split(" ")[0] ?? "unknown");
            told = true;
        }
        await sleep(300);
    }
}

/** Creates the lock complete with its owner: a lock without one could not be told from a stale one. */
function tryLock(file: string): boolean {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, ownerOf(process.pid));
    try {
        linkSync(draft, file);
        return true;
    } catch (error) {
        if (hasCode(error, "EEXIST")) {
            return false;
        }
        throw error;
    } finally {
        rmSync(draft, { force: true });
    }
}

/** Moves a dead owner's lock away; when another process was faster and holds a new one, puts it back. */
function removeStale(file: string, owner: string): void {
    const aside = `${file}.${process.pid}.stale`;
    try {
        renameSync(file, aside);
        if (readLock(aside) !== owner) {
            linkSync(aside, file);
        }
    } catch (error) {
        if (!hasCode(error, "ENOENT") && !hasCode(error, "EEXIST")) {
            throw error;
        }
    } finally {
        rmSync(aside, { force: true });
    }
}

function readLock(file: string): string | null {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return null;
    }
}

function isAlive(owner: string): boolean {
    const pid = Number(owner.split(" ")[0]);
    return Number.isInteger(pid) && ownerOf(pid) === owner;
}

/** A process by number and start time, since numbers are used again. */
function ownerOf(pid: number): string {
    try {
        const fields = (readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "").split(" ");
        return fields[0] === "Z" ? `${pid} gone` : `${pid} ${fields[19]}`;
    } catch {
        return `${pid} gone`;
    }
}

function hasCode(error: unknown, code: string): boolean {
    return error instanceof Error && "code" in error && error.code === code;
}
