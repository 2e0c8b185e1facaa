import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { cgroupOf, killAll, processesIn, removeCgroup } from "../../lab/cgroup.ts";

const root = process.getuid?.() === 0;

test("a machine that never ran has no processes and nothing to remove", () => {
    const cgroup = cgroupOf("k1-unit-none");
    expect(processesIn(cgroup)).toEqual([]);
    expect(() => {
        killAll(cgroup);
        removeCgroup(cgroup);
    }).not.toThrow();
});

test.runIf(root)("ends all processes of a group and below, and removes it", async () => {
    const cgroup = cgroupOf(`k1-unit-${process.pid}`);
    const below = join(cgroup, "payload", "ssh.service");
    mkdirSync(below, { recursive: true });
    const child = spawn("sleep", ["60"]);
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(child, "spawn");
    writeFileSync(join(below, "cgroup.procs"), String(child.pid));
    expect(processesIn(cgroup)).toEqual([child.pid]);
    expect(removeCgroup(cgroup)).toBe(false);
    const exit = once(child, "exit");
    killAll(cgroup);
    expect(await exit).toEqual([null, "SIGKILL"]);
    await expect.poll(() => removeCgroup(cgroup)).toBe(true);
    expect(existsSync(cgroup)).toBe(false);
});
