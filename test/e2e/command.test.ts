import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { describeLab } from "../../lab/names.ts";
import { ensureToolchain } from "../../toolchain/toolchain.ts";
import { secondSshd, startSecondSshd, stopSecondSshd } from "./command/second-sshd.ts";
import { type Resource, Stack } from "./command/stack.ts";
import { kBoxTarget } from "./command/target.ts";

const environment = inject("environment");
const target = kBoxTarget(environment, "gist");
const trace = "/run/k-one-command-test/trace";
const withKey = { host: target.host, user: target.user, hostKey: target.hostKey, privateKey: target.privateKey };
const first = { ...withKey, dialErrorLimit: 1 };
const second = { ...first, port: secondSshd.port };

/** A command, with `create` printing something that shows it ran. */
const command = (args: Readonly<Record<string, unknown>>, connection: object = first): Resource => ({
    kind: "Command",
    args: { connection, create: "echo ran", ...args },
});

/** An ed25519 public key that is nobody's. */
function otherKey(): string {
    const { x = "" } = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
    const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
    const blob = Buffer.concat([field(Buffer.from("ssh-ed25519")), field(Buffer.from(x, "base64url"))]);
    return `ssh-ed25519 ${blob.toString("base64")}`;
}

let stack: Stack;
beforeAll(async () => {
    await startSecondSshd(target);
    stack = new Stack(describeLab(environment).home, await ensureToolchain(), target.enter);
    await stack.pulumi("stack", "init", "test");
});
afterAll(async () => {
    await stack?.remove();
    await stopSecondSshd(target);
});

/** Runs `up` for one command that must fail; returns what was printed. */
async function failure(args: Readonly<Record<string, unknown>>, connection: object): Promise<string> {
    const { exitCode, all } = await stack.up({ refused: command(args, connection) });
    expect(exitCode, `${all}`).not.toBe(0);
    await stack.up({});
    return `${all}`;
}

describe("who the machine is", () => {
    test("another host key is refused, with both fingerprints", async () => {
        const all = await failure({ create: `touch ${trace}-wrong` }, { ...first, hostKey: otherKey() });
        expect(all).toMatch(/has host key ssh-ed25519 SHA256:\S+, but hostKey says ssh-ed25519 SHA256:/);
        expect(await target.run(`ls ${trace}-wrong 2>/dev/null || echo none`)).toBe("none");
    });

    test("a missing host key is refused in the preview, with the way to get it", async () => {
        const { hostKey: _, ...without } = first;
        stack.declare({ refused: command({}, without) });
        const { exitCode, all } = await stack.pulumi("preview");
        expect(exitCode).not.toBe(0);
        expect(all).toContain(`ssh-keyscan -t ed25519 -p 22 ${target.host}`);
    });

    test("an unknown setting is refused without printing the private key", async () => {
        const all = await failure({}, { ...first, hostkey: "x" });
        expect(all).toContain("connection.hostkey is no setting of a connection");
        expect(all).not.toContain(target.privateKey.split("\n")[1]);
    });
});

describe("who we are", () => {
    test("a key, a password, an agent and a proxy let us in", async () => {
        const folder = mkdtempSync(join(tmpdir(), "k-one-agent-"));
        const [key, socket] = [join(folder, "key"), join(folder, "agent")];
        writeFileSync(key, target.privateKey, { mode: 0o600 });
        const agent = execa("ssh-agent", ["-D", "-a", socket], { reject: false });
        try {
            await expect
                .poll(() =>
                    execa("ssh-add", ["-q", key], { env: { SSH_AUTH_SOCK: socket } }).then(
                        () => true,
                        () => false,
                    ),
                )
                .toBe(true);
            const { privateKey: _, ...nobody } = first;
            const { user, password, port } = secondSshd;
            const who = { create: "id -un" };
            const { exitCode, all } = await stack.up({
                key: command(who),
                password: command(who, { ...nobody, port, user, password }),
                agent: command(who, { ...nobody, agentSocketPath: socket }),
                // A K-Box's sshd listens on its WAN address alone.
                proxy: command(who, { ...first, proxy: second }),
            });
            expect(exitCode, `${all}`).toBe(0);
            expect(await stack.stdout()).toEqual({ key: "root", password: user, agent: "root", proxy: "root" });
            await stack.up({});
        } finally {
            agent.kill();
            await agent;
            rmSync(folder, { recursive: true });
        }
    });

    test("a wrong password and a proxy without host key are refused", async () => {
        const { privateKey: _, ...nobody } = second;
        const all = await failure({}, { ...nobody, user: secondSshd.user, password: "guessed-wrong" });
        expect(all).toContain("doesn't let us in with what we have: password");
        expect(all).not.toContain("guessed-wrong");
        const { hostKey: __, ...proxy } = first;
        expect(await failure({}, { ...first, proxy })).toContain("connection.proxy.hostKey is missing");
    });

    test("a port without sshd is tried as often as it may, and named", async () => {
        const all = await failure({}, { ...first, port: 2223, dialErrorLimit: 2 });
        expect(all).toContain(`connection refused by root@${target.host}:2223`);
        expect(all).toContain("(2 attempts)");
    });
});

describe("a command's life", () => {
    const life = (more: Readonly<Record<string, unknown>>) =>
        command(
            {
                environment: { GREETING: "hello" },
                stdin: "from stdin",
                create: `echo "$GREETING $(cat)"; echo create >> ${trace}`,
                update: `echo "was: $PULUMI_COMMAND_STDOUT"; echo update >> ${trace}`,
                delete: `echo delete >> ${trace}`,
                ...more,
            },
            second,
        );
    const traced = () => target.run(`cat ${trace} 2>/dev/null || true; rm -f ${trace}`);

    test("a preview doesn't connect", async () => {
        stack.declare({ life: life({}) });
        const { exitCode, all } = await stack.pulumi("preview");
        expect(exitCode, `${all}`).toBe(0);
        expect(await traced()).toBe("");
    });

    test("create, nothing, update by trigger, replacement and delete", async () => {
        await stack.up({ life: life({ triggers: [1] }) });
        expect((await stack.stdout()).life).toBe("hello from stdin");
        await stack.up({ life: life({ triggers: [1] }) });
        await stack.pulumi("refresh", "--yes", "--skip-preview");
        await stack.up({ life: life({ triggers: [1] }) });
        expect(await traced()).toBe("create");
        await stack.up({ life: life({ triggers: [2] }) });
        expect((await stack.stdout()).life).toBe("was: hello from stdin");
        expect(await traced()).toBe("update");
        const { update: _, ...withoutUpdate } = life({ triggers: [2] }).args;
        await stack.up({ life: { kind: "Command", args: withoutUpdate } });
        expect(await traced()).toBe("create");
        await stack.up({ life: { kind: "Command", args: { ...withoutUpdate, triggers: [3] } } });
        expect(await traced()).toBe("create\ndelete");
        await stack.up({});
        expect(await traced()).toBe("delete");
    });

    test("a create that fails half way is kept, run again and cleaned up", async () => {
        const failed = await stack.up({ life: life({ create: `echo half >> ${trace}; exit 3` }) });
        expect(failed.all).toContain("exited with status 3");
        await stack.pulumi("refresh", "--yes", "--skip-preview");
        await stack.up({ life: life({ create: `echo whole >> ${trace}` }) });
        await stack.up({});
        expect(await traced()).toBe("half\nwhole\ndelete");
    });

    test("logging none shows nothing of what it prints", async () => {
        const quiet = await stack.up({ life: life({ create: "echo spoken", logging: "none" }) });
        expect(quiet.all).not.toMatch(/Diagnostics[\s\S]*spoken[\s\S]*Outputs/);
        expect((await stack.stdout()).life).toBe("spoken");
        await stack.up({});
        const loud = await stack.up({ life: life({ create: "echo spoken" }) });
        expect(loud.all).toMatch(/Diagnostics[\s\S]*spoken[\s\S]*Outputs/);
        await stack.up({});
        await traced();
    });

    test("an interrupted run ends the command on the K-Box", async () => {
        const script = `trap 'echo ended >> ${trace}; exit 1' TERM; echo started >> ${trace}; while :; do sleep 0.1; done`;
        const run = stack.up({ life: life({ create: script }) });
        await expect.poll(() => target.run(`cat ${trace} 2>/dev/null || true`), { timeout: 120_000 }).toBe("started");
        run.kill("SIGINT");
        await run;
        expect(await traced()).toBe("started\nended");
        await stack.up({});
        await traced();
    });
});

test("CopyToRemote writes a file, rewrites it when it changes, and makes its folders", async () => {
    const path = `${secondSshd.folder}/new/folder/file`;
    const copy = (text: string): Resource => ({
        kind: "CopyToRemote",
        args: { connection: first, remotePath: path },
        text,
    });
    const { exitCode, all } = await stack.up({ copy: copy("one\n") });
    expect(exitCode, `${all}`).toBe(0);
    expect(await target.run(`stat -c %a ${path}; cat ${path}`)).toBe("644\none");
    await target.run(`chmod 600 ${path}`);
    await stack.up({ copy: copy("two\n") });
    expect(await target.run(`stat -c %a ${path}; cat ${path}; ls -A $(dirname ${path})`)).toBe("600\ntwo\nfile");
    await stack.up({});
});
