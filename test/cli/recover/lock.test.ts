import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { breakStaleLocks, isStale, type LockHost, stateFolder } from "../../../cli/recover/lock.ts";
import type { ProcessInfo } from "../../../cli/recover/processes.ts";

const taken = new Date("2026-03-01T12:00:00Z");
const lock = { pid: 42, username: "root", hostname: "here", timestamp: taken };

/** A host on which process 42 is this one. */
function host(process: Partial<ProcessInfo> | null): LockHost {
    const started = new Date("2026-03-01T11:59:50Z");
    const base = { pid: 42, parent: 1, command: "pulumi", started, stack: "lab-gist", run: null, backend: null };
    return { hostname: "here", process: () => (process === null ? null : { ...base, ...process }) };
}

describe("isStale", () => {
    const later = new Date("2026-03-01T13:00:00Z");

    test("a holder that is gone", () => expect(isStale(lock, "lab-gist", host(null))).toBe(true));

    test("a holder that lives", () => expect(isStale(lock, "lab-gist", host({}))).toBe(false));

    test("a holder on another host is never judged", () =>
        expect(isStale({ ...lock, hostname: "there" }, "lab-gist", host(null))).toBe(false));

    test("its id belongs to another program now", () =>
        expect(isStale(lock, "lab-gist", host({ started: later, command: "sshd", stack: null }))).toBe(true));

    test("its id belongs to a run of another stack now", () =>
        expect(isStale(lock, "lab-gist", host({ started: later, stack: "lab-korea" }))).toBe(true));

    test("a run of this stack that seems to have started later: the clock was set", () =>
        expect(isStale(lock, "lab-gist", host({ started: later }))).toBe(false));

    test("a plain pulumi that seems to have started later may be the holder, too", () =>
        expect(isStale(lock, "lab-gist", host({ started: later, stack: null }))).toBe(false));

    test("another program that was there before the lock keeps it: it may have the engine inside", () =>
        expect(isStale(lock, "lab-gist", host({ command: "node", stack: null }))).toBe(false));
});

describe("breakStaleLocks", () => {
    let state: string;
    let locks: string;

    beforeEach(() => {
        state = mkdtempSync(join(tmpdir(), "k-one-state-"));
        locks = join(state, ".pulumi/locks/organization/k-one/lab-gist");
        mkdirSync(locks, { recursive: true });
        writeFileSync(join(locks, "a.json"), JSON.stringify(lock));
        writeFileSync(join(locks, "a.json.attrs"), "{}");
    });

    afterEach(() => rmSync(state, { recursive: true }));

    const breakThem = (by: LockHost) => breakStaleLocks(`file://${state}`, "k-one", "lab-gist", by);

    test("removes a dead run's lock and says so", () => {
        expect(breakThem(host(null))).toEqual([expect.stringContaining("the lock of process 42 was removed")]);
        expect(readdirSync(locks)).toEqual([]);
    });

    test("keeps a living run's lock and says who holds it since when", () => {
        expect(() => breakThem(host({}))).toThrow(
            "lab-gist: process 42 of root on here holds it since 2026-03-01T12:00:00.000Z.",
        );
        expect(existsSync(join(locks, "a.json"))).toBe(true);
    });

    test("keeps a lock that can't be read", () => {
        writeFileSync(join(locks, "a.json"), "{");
        expect(() => breakThem(host(null))).toThrow(/a\.json can't be read.*remove that file/);
    });

    test("another stack's lock is none of its business", () => {
        expect(breakStaleLocks(`file://${state}`, "k-one", "lab-korea", host({}))).toEqual([]);
    });
});

test("stateFolder reads file URLs as Pulumi does, and no others", () => {
    expect(stateFolder("file:///a%20b/c?no_tmp_dir=true")).toBe("/a b/c/.pulumi");
    expect(stateFolder("file://~")).toBe(join(homedir(), ".pulumi"));
    expect(stateFolder("s3://bucket")).toBeNull();
});
