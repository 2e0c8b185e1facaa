import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { childrenOf, formatRecord, readText, recordOf } from "../../lab/processes.ts";
import {
    askToStop,
    isSupervised,
    killSupervisor,
    leaderOf,
    lifeOf,
    markStopped,
    supervise,
    supervisorOf,
} from "../../lab/supervisor.ts";
import { scratchFolder } from "./scratch.ts";

/** A stand-in for a machine: counts its lives, and in each does what the script says. */
function fakeMachine(script: string) {
    const folder = scratchFolder();
    const program = join(folder, "machine");
    writeFileSync(program, `#!/bin/sh\necho life >> "$0.lives"\nlife=$(wc -l < "$0.lives")\n${script}\n`);
    chmodSync(program, 0o755);
    onTestFinished(async () => {
        askToStop(folder);
        killSupervisor(folder);
        await expect.poll(() => isSupervised(folder)).toBe(false);
    });
    const lives = () =>
        existsSync(`${program}.lives`) ? readFileSync(`${program}.lives`, "utf8").split("\n").length - 1 : 0;
    return { folder, command: [program], log: join(folder, "log"), lives };
}

const forever = "trap 'exit 0' TERM; while :; do sleep 0.05; done";

describe("a supervisor", () => {
    test("runs a machine and writes itself down before it says that it runs", async () => {
        const machine = fakeMachine(forever);
        await supervise(machine);
        expect(supervisorOf(machine.folder)).toBeGreaterThan(1);
        expect(lifeOf(machine.folder)).toMatchObject({ state: "running", boots: 1 });
    });

    test("starts a machine again when it reboots, and lets it be off when it switches itself off", async () => {
        const machine = fakeMachine('[ "$life" -lt 3 ] && exit 133; exit 0');
        await supervise(machine);
        await expect.poll(() => lifeOf(machine.folder).state, { timeout: 10_000 }).toBe("off");
        expect(machine.lives()).toBe(3);
        expect(lifeOf(machine.folder)).toMatchObject({ boots: 3, code: 0 });
    });

    test("tells a machine that failed from one that was switched off", async () => {
        const machine = fakeMachine("exit 7");
        await supervise(machine).catch(() => {});
        await expect.poll(() => lifeOf(machine.folder)).toMatchObject({ state: "failed", code: 7 });
        expect(machine.lives()).toBe(1);
    });

    test("asks the machine to end, once, and doesn't start it again", async () => {
        const onTerm = 'trap \'echo asked >> "$0.asked"\' TERM; : > "$0.up"';
        const machine = fakeMachine(`${onTerm}; until [ -e "$0.go" ]; do sleep 0.05; done; exit 133`);
        const said = (what: string) => readText(`${machine.command[0]}.${what}`);
        await supervise(machine);
        await expect.poll(() => said("up")).toBe("");
        askToStop(machine.folder);
        await expect.poll(() => said("asked")).toBe("asked\n");
        askToStop(machine.folder);
        writeFileSync(`${machine.command[0]}.go`, "");
        await expect.poll(() => isSupervised(machine.folder)).toBe(false);
        expect(said("asked")).toBe("asked\n");
        expect(machine.lives()).toBe(1);
        expect(lifeOf(machine.folder).state).toBe("stopped");
    });

    test("is the only one of its machine", async () => {
        const machine = fakeMachine(forever);
        await supervise(machine);
        await expect.poll(machine.lives).toBe(1);
        const first = supervisorOf(machine.folder);
        writeFileSync(join(machine.folder, "supervisor.copy"), readFileSync(join(machine.folder, "supervisor")));
        await expect(supervise(machine)).rejects.toThrow(/ended at once \(75\)/);
        writeFileSync(join(machine.folder, "supervisor"), readFileSync(join(machine.folder, "supervisor.copy")));
        expect(supervisorOf(machine.folder)).toBe(first);
        expect(machine.lives()).toBe(1);
    });

    test("gives the machine nothing of the caller's environment", async () => {
        process.env.K_ONE_TEST_SECRET = "secret";
        onTestFinished(() => void delete process.env.K_ONE_TEST_SECRET);
        const machine = fakeMachine(`env > "$0.env"; ${forever}`);
        await supervise(machine);
        await expect.poll(() => existsSync(`${machine.command[0]}.env`)).toBe(true);
        expect(readFileSync(`${machine.command[0]}.env`, "utf8")).not.toContain("secret");
    });

    test("that was killed shows as a failure of its machine", async () => {
        const machine = fakeMachine(forever);
        await supervise(machine);
        await expect.poll(machine.lives).toBe(1);
        const [leftOver] = childrenOf(supervisorOf(machine.folder) ?? 0);
        killSupervisor(machine.folder);
        await expect.poll(() => lifeOf(machine.folder).state).toBe("failed");
        if (leftOver !== undefined) process.kill(leftOver, "SIGKILL");
    });
});

test("a machine whose plug was pulled counts as stopped", () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "state"), "running 1 3\n");
    markStopped(folder);
    expect(lifeOf(folder)).toMatchObject({ state: "stopped", boots: 3, code: 137 });
});

test("a record of another program's process is no supervisor", () => {
    const folder = scratchFolder();
    const record = recordOf();
    writeFileSync(join(folder, "supervisor"), record === null ? "" : formatRecord(record));
    expect(supervisorOf(folder)).toBeNull();
    expect(() => askToStop(folder)).not.toThrow();
});

test("a machine that never ran is new and has no first process", () => {
    const folder = scratchFolder();
    expect(lifeOf(folder)).toEqual({ state: "new", since: 0, boots: 0, code: 0 });
    expect(leaderOf(folder)).toBeNull();
});
