import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { childrenOf, commandLine, formatRecord, isAlive, readRecord, readText, recordOf } from "../../lab/processes.ts";
import { scratchFolder } from "./scratch.ts";

describe("a process's record", () => {
    test("survives being written down", () => {
        const file = join(scratchFolder(), "record");
        const record = recordOf();
        expect(record).not.toBeNull();
        if (record === null) return;
        writeFileSync(file, formatRecord(record));
        expect(readRecord(file)).toEqual(record);
        expect(isAlive(record)).toBe(true);
    });

    test("is not taken for a later process with the same id", () => {
        const record = { pid: process.pid, started: "1", boot: recordOf()?.boot ?? "" };
        expect(isAlive(record)).toBe(false);
    });

    test("is not alive after a reboot of the host, even with the same id and start", () => {
        expect(isAlive({ pid: process.pid, started: recordOf()?.started ?? "", boot: "another" })).toBe(false);
    });

    test("is not alive once the process has ended", async () => {
        const child = spawn("sleep", ["60"]);
        await once(child, "spawn");
        const record = recordOf(child.pid);
        expect(record && isAlive(record)).toBe(true);
        expect(childrenOf(process.pid)).toContain(child.pid);
        child.kill("SIGKILL");
        await once(child, "exit");
        expect(record && isAlive(record)).toBe(false);
    });

    test.each(["", "x y z", "0 1 2", "12"])("is null for %j", (text) => {
        const file = join(scratchFolder(), "record");
        writeFileSync(file, text);
        expect(readRecord(file)).toBeNull();
    });
});

test("what is not there reads as nothing", () => {
    expect(recordOf(2 ** 22)).toBeNull();
    expect(commandLine(2 ** 22)).toEqual([]);
    expect(childrenOf(2 ** 22)).toEqual([]);
    expect(readText("/no/such/file")).toBeNull();
    expect(readRecord("/no/such/file")).toBeNull();
});

test("a command line keeps its words", () => {
    expect(commandLine(process.pid)[0]).toBe(process.argv0);
});
