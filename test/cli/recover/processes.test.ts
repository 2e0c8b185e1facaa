import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { processesOfStack, readProcess, runVariable, stackVariable } from "../../../cli/recover/processes.ts";

describe("a made-up /proc", () => {
    let proc: string;

    beforeEach(() => {
        proc = mkdtempSync(join(tmpdir(), "k-one-proc-"));
        writeFileSync(join(proc, "stat"), "cpu 1 2 3\nbtime 1000\nprocesses 9\n");
        add(7, "pulumi (x) y", "S", 5, 200);
    });

    afterEach(() => rmSync(proc, { recursive: true }));

    function add(pid: number, command: string, state: string, parent: number, ticks: number): void {
        const folder = join(proc, String(pid));
        mkdirSync(folder);
        const between = Array.from({ length: 17 }, () => "0").join(" ");
        writeFileSync(join(folder, "stat"), `${pid} (${command}) ${state} ${parent} ${between} ${ticks} 0\n`);
        writeFileSync(
            join(folder, "environ"),
            `A=b\0${stackVariable}=lab-gist\0${runVariable}=5\0PULUMI_BACKEND_URL=file:///state\0`,
        );
    }

    test("a name may hold spaces and parentheses", () => {
        expect(readProcess(7, proc)).toEqual({
            pid: 7,
            parent: 5,
            command: "pulumi (x) y",
            started: new Date(1002 * 1000),
            stack: "lab-gist",
            run: 5,
            backend: "file:///state",
        });
    });

    test("one that has ended and waits for its parent is none", () => {
        add(8, "pulumi", "Z", 1, 300);
        expect(readProcess(8, proc)).toBeNull();
        expect(processesOfStack("lab-gist", proc).map(({ pid }) => pid)).toEqual([7]);
    });
});

test("finds a stack's processes on this computer, and when they started", async () => {
    const stack = `lab-${process.pid}`;
    const child = execa("sleep", ["60"], { env: { [stackVariable]: stack }, reject: false });
    await new Promise((resolve) => child.once("spawn", resolve));
    const found = processesOfStack(stack);
    child.kill();
    await child;
    expect(found).toMatchObject([{ pid: child.pid, parent: process.pid, command: "sleep", stack }]);
    expect(Math.abs(Date.now() - (found[0]?.started.getTime() ?? 0))).toBeLessThan(20_000);
});
