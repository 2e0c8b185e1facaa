import { execaSync } from "execa";
import { describe, expect, test } from "vitest";
import { endOn, isWired, keepFlooding, takeWire } from "../../../cli/migrate/wire.ts";
import { FakeShell, samplePlan } from "../verify/fakes.ts";

const [gist] = samplePlan().sites;
const [net3] = gist?.sharedNetworks ?? [];
if (gist === undefined || net3 === undefined) throw new Error("the sample has no shared network");
const end = endOn({ ...net3, vtep: { ...net3.vtep, switch: "linuxbridge" } }, "5633947c-2dd8-45c1-b7ca-7bb55e81d63f");

describe("a site's turn", () => {
    test("is in the bridge that Nova has put the guests into", () => expect(end.vtep.bridge).toBe("brq5633947c-2d"));

    test("is done when nothing of its end is otherwise than the mesh has it", async () => {
        const found = (...changes: readonly object[]) => new FakeShell(() => `check\n${JSON.stringify(changes)}`);
        expect(await isWired(found(), gist, end)).toBe(true);
        expect(await isWired(found({ change: "add", object: "peer 203.0.113.12" }), gist, end)).toBe(false);
        expect(await isWired(new FakeShell(() => "absent\n"), gist, end)).toBe(false);
    });

    test("tells the K-Box which device gives way", async () => {
        const shell = new FakeShell(() => "");
        await takeWire(shell, gist, end);
        expect(shell.scripts[0]).toMatch(/^sh -s -- install net3 '\{.*"switch": "linuxbridge".*\}' 'vxlan-70003'$/s);
    });

    test("that fails says what the K-Box has said last", async () => {
        const shell = new FakeShell(() => ({ code: 1, errors: "python3\nvx70003 is another's" }));
        await expect(takeWire(shell, gist, end)).rejects.toThrow(
            "net3 on the K-Box at 203.0.113.11 can't become the mesh's: vx70003 is another's",
        );
    });
});

describe("a site that still is Tricircle's", () => {
    test("is told once to send there what it doesn't know the place of", async () => {
        const shell = new FakeShell(() => "");
        await keepFlooding(shell, { ...gist, kBox: { ...gist.kBox, user: "tein" } }, end, "203.0.113.12");
        const [script = ""] = shell.scripts;
        expect(execaSync("sh", ["-n"], { input: script }).exitCode).toBe(0);
        expect(script).toContain("bridge fdb append 00:00:00:00:00:00 dev vxlan-70003 dst 203.0.113.12");
    });

    test("that can't be told stops the move", async () => {
        const shell = new FakeShell(() => ({ code: 2, errors: "RTNETLINK answers: no" }));
        await expect(keepFlooding(shell, gist, end, "203.0.113.12")).rejects.toThrow(
            "net3 on the K-Box at 203.0.113.11: it can't be told of 203.0.113.12: RTNETLINK answers: no",
        );
    });
});
