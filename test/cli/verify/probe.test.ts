import { execaSync } from "execa";
import { expect, test } from "vitest";
import { answering, describeTarget, probeScript } from "../../../cli/verify/probe.ts";
import { FakeShell } from "./fakes.ts";

const ssh = { address: "172.16.1.21", port: 22 };
const ping = { address: "172.16.1.1", port: null };

test("a probe tries every target, and tells those that answered", async () => {
    const shell = new FakeShell(() => "answers 172.16.1.21 22\n");
    expect(await answering(shell, [ssh, ping])).toEqual([ssh]);
    expect(shell.scripts[0]).toContain("tcp 172.16.1.21 22");
    expect(shell.scripts[0]).toContain("$ping -c 1 -w 3 172.16.1.1");
});

test("its script is one that a shell understands", () => {
    expect(execaSync("sh", ["-n", "-c", probeScript([ssh, ping])]).exitCode).toBe(0);
});

test("a target is named as a reader knows it", () => {
    expect([ssh, ping].map(describeTarget)).toEqual(["172.16.1.21:22", "172.16.1.1 (ping)"]);
});
