import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import { UserError } from "../../plan/user-error.ts";
import { type ProcessInfo, readProcess } from "./processes.ts";

/** Who holds a stack, as Pulumi's own backends write it down. */
export interface StackLock {
    readonly pid: number;
    readonly username: string;
    readonly hostname: string;
    readonly timestamp: Date;
}

/** What the lock is judged by. */
export interface LockHost {
    readonly hostname: string;
    /** Process of that id, or `null`. */
    process(pid: number): ProcessInfo | null;
}

const thisHost: LockHost = { hostname: hostname(), process: (pid) => readProcess(pid) };

/**
 * Whether a lock's holder is dead for sure: it was on this host, and its process is gone or its id belongs to another now.
 * Start times alone decide nothing, since setting the clock moves them: the process must also be no run of this stack.
 */
export function isStale(lock: StackLock, stack: string, host: LockHost = thisHost): boolean {
    if (lock.hostname !== host.hostname) {
        return false;
    }
    const holder = host.process(lock.pid);
    return holder === null || (holder.started > lock.timestamp && !mayRun(holder, stack));
}

function mayRun(holder: ProcessInfo, stack: string): boolean {
    return holder.command === "pulumi" && (holder.stack === null || holder.stack === stack);
}

/**
 * Breaks the locks that a killed run has left on a stack, and says so.
 * @param backend URL of the state's backend; only `file://` shows its locks.
 * @throws UserError when a living process, or one on another host, holds the stack.
 */
export function breakStaleLocks(backend: string, project: string, stack: string, host = thisHost): readonly string[] {
    return lockFiles(backend, project, stack).map((file) => {
        const lock = readLock(file, stack);
        if (!isStale(lock, stack, host)) {
            throw new UserError(describeHolder(lock, stack));
        }
        rmSync(file);
        rmSync(`${file}.attrs`, { force: true });
        return `the lock of process ${lock.pid} was removed: that process is gone (it took it at ${lock.timestamp.toISOString()})`;
    });
}

/** Folder of a `file://` backend, or `null` for any other. */
export function stateFolder(backend: string): string | null {
    if (!backend.startsWith("file://")) {
        return null;
    }
    const path = decodeURIComponent(backend.slice("file://".length).split("?")[0] ?? "").replace(/^~/, homedir());
    return join(path, ".pulumi");
}

function lockFiles(backend: string, project: string, stack: string): readonly string[] {
    const state = stateFolder(backend);
    const folder = state === null ? null : join(state, "locks", "organization", project, stack);
    if (folder === null || !existsSync(folder)) {
        return [];
    }
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    return names.map((name) => join(folder, name));
}

function readLock(file: string, stack: string): StackLock {
    try {
        const { pid, username, hostname: host, timestamp } = JSON.parse(readFileSync(file, "utf8"));
        return { pid: Number(pid), username: String(username), hostname: String(host), timestamp: new Date(timestamp) };
    } catch {
        throw new UserError(
            `${stack}: its lock ${file} can't be read, so nobody knows who holds it. If no run of it is under way, remove that file.`,
        );
    }
}

function describeHolder({ pid, username, hostname: host, timestamp }: StackLock, stack: string): string {
    const since = `since ${timestamp.toISOString()}`;
    const remedy = `Wait for that run to end; if it is dead, \`pulumi cancel --stack ${stack}\` removes the lock.`;
    return `${stack}: process ${pid} of ${username} on ${host} holds it ${since}. ${remedy}`;
}
