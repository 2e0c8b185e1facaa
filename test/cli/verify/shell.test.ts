import { describe, expect, test } from "vitest";
import { localShell, runCommand, textOf } from "../../../cli/verify/shell.ts";
import { UserError } from "../../../plan/user-error.ts";

describe("runCommand", () => {
    const { signal } = new AbortController();

    test("keeps bytes as they are", async () => {
        const input = Buffer.from([0, 255, 10, 13, 10]);
        expect((await runCommand(["cat"], { input }, signal)).output).toEqual(input);
    });

    test("a failure is a result", async () => {
        const result = await runCommand(["sh", "-c", "echo why >&2; exit 3"], {}, signal);
        expect(result).toEqual({ code: 3, output: Buffer.alloc(0), errors: "why\n" });
    });

    test("what takes too long has no exit code", async () => {
        expect((await runCommand(["sleep", "60"], { seconds: 0.1 }, signal)).code).toBeNull();
    });

    test("may wait with its input open, and tells what it prints as it comes", async () => {
        const controller = new AbortController();
        const running = runCommand(
            ["sh", "-c", "echo ready; cat"],
            { waits: true, onOutput: (text) => controller.abort(new Error(`heard ${text}`)) },
            controller.signal,
        );
        await expect(running).rejects.toThrow("heard ready");
    });

    test("names a command that isn't installed", async () => {
        await expect(runCommand(["k-one-no-such-command"], {}, signal)).rejects.toThrow(UserError);
    });

    test("ends when it is told to", async () => {
        const controller = new AbortController();
        const running = runCommand(["sleep", "60"], {}, controller.signal);
        controller.abort(new Error("enough"));
        await expect(running).rejects.toThrow("enough");
    });
});

test("localShell runs scripts here, without input", async () => {
    const shell = localShell(new AbortController().signal);
    expect(await textOf(shell, "cat; echo here")).toBe("here\n");
});
