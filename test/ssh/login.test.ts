import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
    explainSsh,
    type Login,
    pinHostKeys,
    proxyCommand,
    quote,
    sshArguments,
    wasAnswered,
} from "../../ssh/login.ts";

const login: Login = {
    alias: "gist-guest",
    address: "192.168.101.100",
    port: 22,
    user: "root",
    hostKeys: ["ssh-ed25519 AAAA1", "ssh-rsa AAAA2"],
    key: "/keys/guest",
};
const files = { knownHosts: "/tmp/x/1.hosts", control: "/tmp/x/1" };
const optionsOf = (args: readonly string[]) => args.filter((_, index) => args[index - 1] === "-o");

describe("sshArguments", () => {
    test("checks the host key strictly, against the pinned ones only", () => {
        const args = sshArguments(login, files);
        expect(args.slice(0, 2)).toEqual(["-F", "none"]);
        expect(optionsOf(args)).toEqual(
            expect.arrayContaining([
                "StrictHostKeyChecking=yes",
                'UserKnownHostsFile="/tmp/x/1.hosts"',
                "GlobalKnownHostsFile=/dev/null",
                "HostKeyAlias=gist-guest",
                "VerifyHostKeyDNS=no",
                "BatchMode=yes",
            ]),
        );
    });

    test("the strict option comes first, so no further one can undo it", () => {
        const options = optionsOf(sshArguments(login, files, ["StrictHostKeyChecking=no"]));
        expect(options.find((option) => option.startsWith("StrictHostKeyChecking"))).toBe("StrictHostKeyChecking=yes");
    });

    test("offers the given key alone, or what the agent has", () => {
        expect(optionsOf(sshArguments(login, files))).toEqual(
            expect.arrayContaining(["IdentitiesOnly=yes", 'IdentityFile="/keys/guest"']),
        );
        expect(sshArguments({ ...login, key: null }, files).join(" ")).not.toContain("Identit");
    });

    test("keeps file names with spaces and percent signs whole", async () => {
        const odd = { knownHosts: "/tmp/a b/1%h.hosts", control: "/tmp/a b/1" };
        const { stdout } = await execa("ssh", ["-G", ...sshArguments({ ...login, key: "/my keys/100%" }, odd)]);
        expect(stdout.split("\n")).toEqual(
            expect.arrayContaining([
                "userknownhostsfile /tmp/a b/1%h.hosts",
                "identityfile /my keys/100%%",
                "controlpath /tmp/a b/1",
            ]),
        );
    });

    test("is what OpenSSH understands", async () => {
        const { stdout } = await execa("ssh", ["-G", ...sshArguments(login, files)]);
        const lines = stdout.split("\n");
        expect(lines).toEqual(expect.arrayContaining(["stricthostkeychecking true", "batchmode yes", "user root"]));
        expect(lines).toContain("hostkeyalias gist-guest");
    });
});

describe("proxyCommand", () => {
    test("goes through the connection that is there, checking its host key as well", () => {
        const command = proxyCommand(login, files, { ...login, alias: "korea-guest", address: "10.30.0.36" });
        expect(command).toMatch(/^ProxyCommand=ssh -F none .*-W 10\.30\.0\.36:22 192\.168\.101\.100$/);
        expect(command).toContain("StrictHostKeyChecking=yes");
        expect(command).toContain(`'ControlPath="/tmp/x/1"'`);
    });

    test("puts brackets around IPv6", () => {
        expect(proxyCommand(login, files, { ...login, address: "fd00::1" })).toContain("-W '[fd00::1]:22'");
    });
});

describe("pinHostKeys", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "k1t-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    test("writes each key under the alias, for its owner only", async () => {
        const { knownHosts } = await pinHostKeys(folder, "1", login);
        expect(readFileSync(knownHosts, "utf8")).toBe("gist-guest ssh-ed25519 AAAA1\ngist-guest ssh-rsa AAAA2\n");
        expect(statSync(knownHosts).mode & 0o077).toBe(0);
    });
});

describe("quote", () => {
    test.each(["plain", "two words", "it's", "$(reboot)", "a\nb", ""])("a shell reads %j as one word", async (word) => {
        const { stdout } = await execa("sh", ["-c", `printf %s ${quote(word)}`]);
        expect(stdout).toBe(word);
    });
});

describe("explainSsh", () => {
    test.each([
        [
            "Host key verification failed.",
            "it answers with another SSH host key than the one pinned; nothing was sent to it",
        ],
        ["root@192.168.101.100: Permission denied (publickey).", "it refuses the SSH key"],
        ["ssh: connect to host x port 22: Connection timed out", "its SSH port doesn't answer"],
        ["ssh: connect to host x port 22: Connection refused", "nothing listens on its SSH port"],
        ["why\nkex_exchange_identification: Connection closed by remote host\n", "why"],
        ["", "the connection was closed"],
    ])("says %j in words", (errors, words) => expect(explainSsh(errors)).toBe(words));
});

describe("wasAnswered", () => {
    test.each([
        ["ssh: connect to host x port 22: Connection timed out", false],
        ["ssh: connect to host x port 22: No route to host", false],
        ["ssh: connect to host x port 22: Network is unreachable", false],
        ["timed out", false],
        ["ssh: connect to host x port 22: Connection refused", true],
        ["Host key verification failed.", true],
        ["root@x: Permission denied (publickey).", true],
        ["", true],
    ])("%j: %s", (errors, expected) => expect(wasAnswered(errors)).toBe(expected));
});
