import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultMirror } from "../../lab/apt.ts";
import { hostMirror } from "../../lab/mirror.ts";
import { openWayOut, type WayOut } from "../../lab/way-out.ts";
import type { DevStackPlan, DevStackSecrets } from "../../plan/dev-stack/dev-stack-plan.ts";
import { ensureToolchain } from "../../toolchain/toolchain.ts";
import { BareCluster, type BareMachine } from "./bare-machine.ts";
import { GitServer } from "./git-server.ts";
import { nodePlanFor, planFor, type Surroundings } from "./plans.ts";
import { PulumiProgram } from "./pulumi-program.ts";
import { environment } from "./setup.ts";

const cluster = new BareCluster(environment);
const { kBox: machine, cube } = cluster;
const git = new GitServer();
const word = (name: string) => `${name}/${randomBytes(15).toString("base64url")}`;
const secrets: DevStackSecrets = {
    admin: word("adm"),
    database: word("dat"),
    rabbit: word("rab"),
    service: word("ser"),
    serviceToken: word("tok"),
};
const otherKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICAfHh0cGxoZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIB";
const patience = { timeout: 400_000, interval: 300 };
let wayOut: WayOut;
let program: PulumiProgram;
let here: Surroundings;
let bare: readonly string[];

/** What `remove` must bring back; software and what it keeps for itself stay. */
const tracesOf = (each: BareMachine) =>
    each.run(`
        set +e
        getent passwd stack || echo no user
        ls -d /opt/* /etc/sudoers.d/[!R]* /etc/nova /etc/pip.conf /etc/apt/apt.conf.d/*k-one-devstack /etc/apt/*.list 2>/dev/null
        ls -d /var/lib/k-one /usr/local/lib/k-one /run/k-one-devstack* 2>/dev/null
        cat /etc/hosts
        systemctl list-unit-files --plain --no-legend 'devstack@*' 'k-one-devstack*'
        systemctl list-units --all --plain --no-legend 'devstack@*' 'k-one-devstack*'
        if command -v ovs-vsctl >/dev/null; then ovs-vsctl list-br; ovs-vsctl get Open_vSwitch . external-ids:ovn-bridge-mappings 2>/dev/null; fi
        ip -brief link | awk '!/^ovs-|^lo/ { print $1 }'
        if command -v nft >/dev/null; then nft list tables; fi
        true`);
const traces = () => Promise.all([machine, cube].map(tracesOf));
const runs = async () => (await machine.run("sed 's/ .*//' /opt/stack/data/runs")).split("\n");
const status = () =>
    machine.run("python3 /usr/local/lib/k-one/devstack/k-one-devstack status 2>/dev/null || echo none");
const phase = (text: string) => expect.poll(status, patience).toContain(text);
const plan = (told: Readonly<Record<string, string>> = {}, changes: Partial<DevStackPlan> = {}) =>
    planFor(here, told, changes);

const node = (changes: Partial<DevStackPlan> = {}) => nodePlanFor(here, changes);

/** Brings the machines up and gives what was said; how it ended is part of it. */
async function up(...wanted: readonly DevStackPlan[]): Promise<string> {
    const { worked, text } = await program.up(...wanted);
    return `${worked ? "worked" : "failed"}\n${text}`;
}

beforeAll(async () => {
    await cluster.start();
    await git.start(machine.lab.wan, "203.0.113.1");
    wayOut = await openWayOut(machine.lab.wan);
    const aptMirror = (await hostMirror()) ?? (await defaultMirror());
    const ref = await git.commit("second");
    here = { hostKey: machine.hostKey, cubeKey: cube.hostKey, ref, aptMirror, proxy: wayOut.proxy };
    program = new PulumiProgram(machine, await ensureToolchain({ log: () => {} }));
    await program.init(secrets);
    bare = await traces();
});

afterAll(async () => {
    program?.kill();
    await wayOut?.close();
    await git.close();
});

describe("a machine that can't become a region is left as it was", () => {
    test("with another host key than the site's file says", async () => {
        const said = await up(plan({}, { machine: { ...plan().machine, hostKey: otherKey } }));
        expect(said).toMatch(/^failed.*has host key .* but hostKey says/s);
    });

    test("with a system that the release doesn't run on", async () => {
        const ubuntu = { id: "ubuntu", version: "24.04", name: "Ubuntu 24.04" };
        const said = await up(plan({}, { systems: [ubuntu] }));
        expect(said).toMatch(/^failed/);
        expect(said).toContain(
            "this machine runs Debian GNU/Linux 12 (bookworm). OpenStack 2025.2 needs one of: Ubuntu 24.04.",
        );
    });

    test("with a disk that is too full", async () => {
        await machine.run("mount -t tmpfs -o size=64m none /opt");
        const said = await up(plan());
        await machine.run("umount /opt");
        expect(said).toMatch(/^failed.*\/opt has 64 MiB free, and DevStack needs 10240 MiB/s);
    });

    afterAll(async () => expect(await traces()).toEqual(bare));
});

describe("stack.sh", () => {
    const waiting = () => plan({ STAND_IN_GATE: "source" });

    test("goes on when the command is killed, and when a connection breaks", async () => {
        const first = program.up(waiting());
        await phase("Installing OpenStack project source");
        program.kill();
        expect((await first).worked).toBe(false);
        await program.recover();

        const second = program.up(waiting());
        await expect.poll(() => machine.run("pgrep -fc '[d]evstack/k-one-devstack stack' || true"), patience).toBe("1");
        // The login's own server, not the one that asks.
        await machine.run(`
            pid=$(pgrep -f '[d]evstack/k-one-devstack stack')
            while [ "$(cat /proc/$pid/comm)" != sshd ]; do pid=$(ps -o ppid= -p $pid | tr -d ' '); done
            kill -KILL $pid`);
        expect((await second).worked).toBe(false);
        expect(await status()).toContain("running");
    });

    test("gets no secret in a command line, and shows none in its environment", async () => {
        const seen = await machine.run("cat /proc/[0-9]*/cmdline | tr '\\0' ' '; ls -l /opt/stack/devstack/local.conf");
        for (const secret of Object.values(secrets)) expect(seen).not.toContain(secret);
    });

    test("is followed to its end by a further run, and ran once", async () => {
        const third = up(waiting());
        await expect.poll(() => machine.run("pgrep -fc '[d]evstack/k-one-devstack stack' || true"), patience).toBe("1");
        await machine.run("touch /opt/stack/data/go");
        const said = await third;
        expect(said).toMatch(/^worked.*following it.*stack\.sh has ended well/s);
        expect(await runs()).toEqual(["stacked"]);
        expect(await program.output("memberRole")).toBe("0123456789abcdef0123456789abcdef");
    });

    test("finds a machine as it needs it, and leaves its log and its secrets to root and stack alone", async () => {
        const modes = "/etc/sudoers.d/stack /opt/stack /opt/stack/logs /var/lib/k-one/devstack";
        expect(await machine.run(`stat -c '%a %U' ${modes}`)).toBe("440 root\n755 stack\n700 stack\n700 root");
        const withSecrets = ["local.conf", ".localrc.auto", ".stackenv"].map((name) => `/opt/stack/devstack/${name}`);
        expect(await machine.run(`stat -c '%a %U' ${withSecrets.join(" ")}`)).toBe("600 stack\n600 stack\n600 stack");
        expect(await machine.run("ovs-vsctl list-ports br-mgmt")).toBe("mgmt0");
        const network = await machine.run(
            "ovs-vsctl list-br; ip -o address show br-ex; nft list table ip k-one-devstack",
        );
        expect(network).toMatch(/br-ex\nbr-mgmt\nbr-net3\n.*192\.168\.101\.1\/24.*masquerade/s);
        expect(await machine.run("ovs-vsctl get Open_vSwitch . external-ids:ovn-bridge-mappings")).toContain(
            "net3:br-net3",
        );
    });

    test("isn't run again for an unchanged site", async () => {
        expect(await up(waiting())).toMatch(/^worked.*6 unchanged/s);
        expect(await runs()).toEqual(["stacked"]);
    });
});

describe("a changed config", () => {
    test("is shown by a preview, without a secret and without a connection", async () => {
        const logins = "journalctl -u ssh --no-pager | grep -c Accepted || true";
        const before = Number(await machine.run(logins));
        const { text } = await program.preview(plan({ STAND_IN_NOTE: "changed" }));
        expect(text).toMatch(/\+\s*STAND_IN_NOTE=changed/);
        // Each look is a login, too.
        expect(Number(await machine.run(logins))).toBe(before + 1);
    });

    test("is unstacked first, with the services that unstack.sh forgets", async () => {
        expect(await up(plan({ STAND_IN_NOTE: "changed" }))).toMatch(/^worked/);
        expect(await runs()).toEqual(["stacked", "unstacked", "stacked"]);
    });

    test("that changes nothing on the machine doesn't stack it again, and a run without network needs none", async () => {
        const offline = { offline: true, timeout: 9 };
        expect(await up(plan({ STAND_IN_NOTE: "changed" }, offline))).toMatch(
            /^worked.*unchanged since it was stacked/s,
        );
        await wayOut.close();
        await git.stop();
        expect(await up(plan({ STAND_IN_NOTE: "offline" }, offline))).toMatch(/^worked.*Offline\n/s);
        wayOut = await openWayOut(machine.lab.wan);
        await git.serve(machine.lab.wan, "203.0.113.1");
    });
});

describe("a phase that fails", () => {
    test("is named with the failing command, the log's place and its end", async () => {
        const said = await up(plan({ STAND_IN_FAIL: "keystone" }));
        // No run before it makes Pulumi hide a word of this.
        expect(said).toMatch(/^failed.*Last phase: Starting Keystone$/ms);
        expect(await status()).toContain("Starting Keystone");
        expect(said).toMatch(/Failing command: \+ .*:fail_here:\d+ : false --because '?\[secret\]/);
        expect(said).toContain("The log on this machine (it holds secrets): /opt/stack/logs/");
    });

    test("leaves a copy of its log on this computer, without a secret, or says why it can't", async () => {
        const told = await program.copyLog(plan());
        expect(told).toMatch(/^A copy of DevStack's log without secrets: \/.*\/gist-devstack\.log$/);
        const copy = readFileSync(told.slice(told.indexOf("/")), "utf8");
        expect(copy).toMatch(/Starting Keystone.*broken \[secret\] in two/s);
        for (const secret of Object.values(secrets)) expect(copy).not.toContain(secret);
        const other = { ...plan().machine, hostKey: otherKey };
        expect(await program.copyLog(plan({}, { machine: other }))).toBe(
            `DevStack's log at ${other.address} couldn't be copied: it answers with another SSH host key than the one pinned; nothing was sent to it`,
        );
    });

    test("because the disk is full, says so", async () => {
        await machine.run("mkdir -p /opt/small && mount -t tmpfs -o size=1m,mode=1777 none /opt/small");
        const said = await up(plan({ STAND_IN_FILL: "/opt/small/fill" }));
        await machine.run("umount /opt/small && rmdir /opt/small");
        expect(said).toMatch(/^failed.*The disk is full: make room/s);
    });

    test("and is mended is stacked at the next run, and its compute node after it", async () => {
        expect(await up(plan(), node())).toMatch(/^worked.*gist-cube1 counts as a node of RegionOne/s);
        expect(await cube.run("cat /opt/stack/data/runs")).toMatch(/^stacked \d+$/);
        expect(await cube.run("ip route get 203.0.113.11; stat -c %a /opt/stack/devstack/local.conf")).toMatch(/600$/);
        expect(await cube.run("systemctl list-units --plain --no-legend 'devstack@*'")).toBe("");
    });
});

describe("destroy", () => {
    test("with stop stops everything and keeps the software", async () => {
        const stop = { onDestroy: "stop" } as const;
        expect(await up(plan({}, stop), node(stop))).toMatch(/^worked/);
        expect((await program.destroy()).worked).toBe(true);
        for (const each of [machine, cube]) {
            expect(await each.run("systemctl is-active 'devstack@*' || true; ls -d /opt/stack/devstack")).toBe(
                "/opt/stack/devstack",
            );
        }
    });

    test("with remove brings the machines back to what they were, also after a stop and at another commit of DevStack's", async () => {
        here = { ...here, ref: await git.commit("third") };
        expect(await up(plan(), node())).toMatch(/^worked/);
        for (const each of [machine, cube]) expect(await each.run("cat /opt/stack/devstack/version")).toBe("third");
        expect((await program.destroy()).worked).toBe(true);
        expect(await traces()).toEqual(bare);
    });

    test("is no end: the next run makes a region again", async () => {
        expect(await up(plan())).toMatch(/^worked/);
        expect((await program.destroy()).worked).toBe(true);
        expect(await traces()).toEqual(bare);
    });
});

describe("the secrets that were planted", () => {
    test("stand in nothing that Pulumi said, nor in plain in its state, nor in the machine's journal", async () => {
        const folder = join(machine.lab.state, ".pulumi");
        const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
        const state = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1")).join("\n");
        const journal = await machine.run("journalctl --no-pager");
        expect(program.said).toContain("Starting RabbitMQ with [secret]");
        expect(state.includes("STAND_IN_NOTE")).toBe(true);
        for (const secret of Object.values(secrets)) {
            for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")]) {
                for (const text of [program.said, state, journal]) expect(text.includes(form)).toBe(false);
            }
        }
        expect(journal.includes("k-one-devstack")).toBe(true);
    });
});
