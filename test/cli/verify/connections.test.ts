import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Connections, LoginError } from "../../../cli/verify/connections.ts";
import { UserError } from "../../../plan/user-error.ts";
import type { Login } from "../../../ssh/login.ts";

const login: Login = {
    alias: "g",
    address: "192.0.2.1",
    port: 22,
    user: "root",
    hostKeys: ["ssh-ed25519 AAAA"],
    key: null,
};

/** In place of `ssh`, a script that remembers its arguments and runs the command here. */
describe("Connections", () => {
    let folder: string;
    let connections: Connections;
    const ssh = (text: string) => {
        writeFileSync(join(folder, "ssh"), `#!/bin/sh\necho "$*" >>${folder}/calls\n${text}\n`);
        chmodSync(join(folder, "ssh"), 0o755);
    };
    const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

    beforeEach(async () => {
        folder = mkdtempSync(join(tmpdir(), "k1t-"));
        vi.stubEnv("PATH", `${folder}:${process.env.PATH}`);
        ssh('for last; do :; done; exec sh -c "$last"');
        connections = await Connections.create(new AbortController().signal);
    });

    afterEach(async () => {
        await connections.close();
        vi.unstubAllEnvs();
        rmSync(folder, { recursive: true });
    });

    test("runs scripts over the one connection that was opened", async () => {
        const connection = await connections.open(login);
        const { output } = await connection.run('cat; echo "it\'s $((1 + 1))"', { input: Buffer.from("in ") });
        expect(output.toString()).toBe("in it's 2\n");
        expect(calls()).toHaveLength(2);
        expect(calls()[0]).toContain("ControlMaster=yes");
        expect(calls()[1]).toContain(`ControlPath="${connection.files.control}"`);
    });

    test("goes through a connection to another host, pinned by itself", async () => {
        const near = await connections.open(login);
        const far = await connections.through(near, { ...login, alias: "far", hostKeys: ["ssh-ed25519 AAAAfar"] });
        await far.run("true");
        const call = calls().at(-1) ?? "";
        expect(call).toContain("ProxyCommand=ssh ");
        const hosts = /^.*?UserKnownHostsFile="([^"]+)"/.exec(call)?.[1] ?? "";
        expect(readFileSync(hosts, "utf8")).toBe("far ssh-ed25519 AAAAfar\n");
    });

    test("opens a connection of its own through another", async () => {
        const near = await connections.open(login);
        const far = await connections.open({ ...login, alias: "far" }, near);
        expect((await far.run("echo far")).output.toString()).toBe("far\n");
        expect(calls()[1]).toMatch(/ControlMaster=yes -o ProxyCommand=ssh .*ControlMaster=no/);
        expect(calls()[2]).not.toContain("ProxyCommand");
    });

    test("says why a login failed, and whether there is hope", async () => {
        ssh("echo 'Connection refused' >&2; exit 255");
        const refused = await connections.open(login).catch((error) => error);
        expect(refused).toBeInstanceOf(LoginError);
        expect(refused).toMatchObject({ message: "nothing listens on its SSH port", again: true, answered: true });
        ssh("echo 'No route to host' >&2; exit 255");
        expect(await connections.open(login).catch((error) => error)).toMatchObject({ answered: false });
        ssh("echo 'Host key verification failed.' >&2; exit 255");
        expect(await connections.open(login).catch((error) => error)).toMatchObject({ again: false });
    });

    test("names a missing ssh", async () => {
        vi.stubEnv("PATH", join(folder, "empty"));
        await expect(connections.open(login)).rejects.toThrow(UserError);
    });

    test("leaves neither process nor file behind", async () => {
        ssh(`echo $$ >${folder}/pid; for last; do :; done; exec sh -c "$last"`);
        const { files } = await connections.open(login);
        const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
        expect(() => process.kill(pid, 0)).not.toThrow();
        await connections.close();
        expect(() => process.kill(pid, 0)).toThrow("ESRCH");
        expect(existsSync(dirname(files.knownHosts))).toBe(false);
    });
});
