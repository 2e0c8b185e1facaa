import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Listr } from "listr2";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { destroyLab, labStatus, startLab, startTasks, stopLab } from "../../lab/lab.ts";
import { goldenOf, type Machine } from "../../lab/machine.ts";
import { membersOf } from "../../lab/members.ts";
import { describeLab } from "../../lab/names.ts";
import { readText } from "../../lab/processes.ts";
import { run } from "../../lab/run.ts";
import { sshArguments } from "../../lab/ssh.ts";
import { lifeOf, supervisorOf } from "../../lab/supervisor.ts";
import { tracesOf } from "./traces.ts";

const lab = describeLab(inject("environment"));
const machines = () => membersOf(lab).machines;
const on = (machine: Machine, ...argv: string[]) => run(sshArguments(lab, machine, argv));

describe("a lab that runs", () => {
    test("is left alone by another start: same machines, same files", { timeout: 60_000 }, async () => {
        const files = readdirSync(lab.stacks).filter((name) => name.startsWith(`Pulumi.${lab.environment}-`));
        const state = () => [
            machines().map(({ folder }) => [supervisorOf(folder), lifeOf(folder).boots]),
            files.map((name) => readFileSync(`${lab.stacks}/${name}`, "utf8")),
            readText(lab.clouds),
        ];
        const before = state();
        const lines: string[] = [];
        const started = Date.now();
        await startLab(lab.environment, { log: (line) => lines.push(line) });
        expect(lines).toEqual([]);
        expect(state()).toEqual(before);
        expect(Date.now() - started).toBeLessThan(20_000);
    });

    test("says so, with its services, memory and disk", async () => {
        const { ready, wan, machines: all } = await labStatus(lab.environment);
        expect({ ready, wan }).toEqual({ ready: true, wan: true });
        expect(all.map(({ name }) => name)).toEqual(machines().map(({ name }) => name));
        for (const machine of all) {
            expect(machine).toMatchObject({ state: "running", ready: true });
            expect(machine.memory).toBeGreaterThan(50 * 2 ** 20);
            expect(machine.memory).toBeLessThan(3 * 2 ** 30);
            expect(machine.services.length).toBeGreaterThan(2);
        }
    });

    test("has no way out, and the host has no way in", async () => {
        await expect(run(["ip", "-n", lab.wan, "route", "get", "192.0.2.1"])).rejects.toThrow(/unreachable/i);
        const [, gist] = machines();
        if (gist === undefined) throw new Error("a lab without site");
        await expect(on(gist, "ping", "-c1", "-W1", "192.0.2.1")).rejects.toThrow();
        const ports = JSON.parse(await run(["ip", "-n", lab.wan, "-json", "link"])) as { ifname: string }[];
        expect(ports.map(({ ifname }) => ifname).sort()).toEqual(
            ["lo", "wan", ...machines().flatMap(({ cards }) => cards.map(({ port }) => port))].sort(),
        );
        const [addresses, routes] = await Promise.all([
            run(["ip", "address"]),
            run(["ip", "route", "show", "table", "all"]),
        ]);
        for (const block of ["203.0.113.", "192.168.101.", "192.168.102.", "10.30.0."]) {
            expect(addresses).not.toContain(block);
            expect(routes).not.toContain(block);
        }
    });

    test("gives a machine no more rights than it needs, and no disk of the host's", async () => {
        const [, gist] = machines();
        if (gist === undefined) throw new Error("a lab without site");
        const bounding = BigInt(`0x${/CapBnd:\s+(\w+)/.exec(await on(gist, "cat", "/proc/1/status"))?.[1]}`);
        const rights = {
            sysModule: 16n,
            sysRawio: 17n,
            sysTime: 25n,
            mknod: 27n,
            macAdmin: 33n,
            syslog: 34n,
            bpf: 39n,
        };
        for (const bit of Object.values(rights)) expect((bounding >> bit) & 1n).toBe(0n);
        await expect(on(gist, "mknod", "/root/disk", "b", "8", "0")).rejects.toThrow();
    });

    test("keeps secrets off every command line", () => {
        const secrets = (readText(lab.secrets) ?? "").match(/[\w-]{32}/g) ?? [];
        expect(secrets.length).toBeGreaterThan(10);
        const lines = readdirSync("/proc").flatMap((pid) =>
            /^\d+$/.test(pid) ? (readText(`/proc/${pid}/cmdline`) ?? "") : [],
        );
        for (const secret of secrets) expect(lines.filter((line) => line.includes(secret))).toEqual([]);
    });

    test("has a K-Box back when it reboots itself", { timeout: 300_000 }, async () => {
        const [, gist] = machines();
        if (gist === undefined) throw new Error("a lab without site");
        const { boots } = lifeOf(gist.folder);
        await on(gist, "systemctl", "reboot").catch(() => {});
        await expect.poll(() => lifeOf(gist.folder).boots, { timeout: 120_000, interval: 200 }).toBe(boots + 1);
        await startLab(lab.environment);
        expect(lifeOf(gist.folder).boots).toBe(boots + 1);
        expect(await on(gist, "hostname")).toBe(gist.hostname);
    });
});

describe("a lab that comes and goes", () => {
    const small = describeLab(`${lab.environment}x`);

    /** The host may have no nft of its own; the machines' shows the host's rules when it runs here. */
    function nft(): string {
        const [machine] = machines();
        return `chroot ${path.join(lab.shared, (machine && goldenOf(machine)) ?? "")} nft`;
    }

    /** All that programs of the host can see of its network. */
    async function hostNetwork(): Promise<readonly string[]> {
        const commands = [
            "ip -4 route show table all",
            "ip -6 route show table all",
            "ip -oneline link",
            "ip rule",
            `${nft()} list ruleset`,
        ];
        return Promise.all(commands.map((command) => run(command.split(" "))));
    }

    test("leaves the host's network as it is, and nothing behind when it stops", { timeout: 300_000 }, async () => {
        onTestFinished(() => destroyLab(small.environment));
        const before = await hostNetwork();
        const switchOn = startTasks(small.environment, { sites: 1 }).slice(0, 3);
        await new Listr(switchOn, { renderer: "silent" }).run();
        expect(await hostNetwork()).toEqual(before);
        expect(tracesOf(small).length).toBeGreaterThan(4);
        await stopLab(small.environment);
        expect(tracesOf(small)).toEqual([]);
        expect(await hostNetwork()).toEqual(before);
        await destroyLab(small.environment);
        expect(existsSync(small.home)).toBe(false);
        expect((await labStatus(lab.environment)).ready).toBe(true);
    });
});
