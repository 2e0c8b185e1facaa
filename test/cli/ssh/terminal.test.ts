import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openTerminal } from "../../../cli/ssh/terminal.ts";

const login = {
    alias: "gist",
    address: "203.0.113.11",
    port: 22,
    user: "root",
    hostKeys: ["ssh-ed25519 A"],
    key: null,
};
let folder: string;

/** An `ssh` that writes down how it was called and what is pinned, and ends with the given code. */
function standIn(code: number): void {
    const script = `#!/bin/sh
printf '%s\\n' "$@" > ${folder}/called
cat ${folder}/tmp/*/ssh.hosts > ${folder}/pinned
exit ${code}\n`;
    writeFileSync(join(folder, "ssh"), script);
    chmodSync(join(folder, "ssh"), 0o755);
}

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "k-one-terminal-"));
    mkdirSync(join(folder, "tmp"));
    vi.stubEnv("TMPDIR", join(folder, "tmp"));
    vi.stubEnv("PATH", `${folder}:${process.env.PATH}`);
});

afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
});

test.each([0, 7, 255])("hands exit code %i through and leaves no file behind", async (code) => {
    standIn(code);
    expect(await openTerminal(login, [])).toBe(code);
    expect(readdirSync(join(folder, "tmp"))).toEqual([]);
});

test("trusts the pinned host key alone", async () => {
    standIn(0);
    await openTerminal(login, []);
    expect(readFileSync(join(folder, "pinned"), "utf8")).toBe("gist ssh-ed25519 A\n");
    expect(readFileSync(join(folder, "called"), "utf8")).toContain("StrictHostKeyChecking=yes");
});

test.each([
    [["ls | wc -l"], ["ls | wc -l"]],
    [
        ["echo", "a b"],
        ["echo", "'a b'"],
    ],
    [[], []],
])("%j comes to the other side as %j", async (words, sent) => {
    standIn(0);
    await openTerminal(login, words);
    const called = readFileSync(join(folder, "called"), "utf8").trim().split("\n");
    expect(called.slice(called.indexOf(login.address) + 1)).toEqual(sent);
});
