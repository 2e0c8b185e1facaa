import { execaSync } from "execa";
import { describe, expect, test } from "vitest";
import { tcp } from "../../../../cli/verify/checks/tcp.ts";
import { type Answer, fakeHands, only, samplePlan } from "../fakes.ts";

const check = only(tcp, samplePlan(), "gist-guest", "korea-guest");
const run = (answer: Answer) => check.run(fakeHands({ through: { "gist korea 10.30.0.36": answer } }));

/** Runs the real script in a shell here, and lets the test change what comes back. */
const inShell =
    (change: (output: Buffer) => Buffer): Answer =>
    (script, { input }) => {
        const { stdout } = execaSync("sh", ["-c", script], {
            ...(input === undefined ? {} : { input }),
            encoding: "buffer",
            stripFinalNewline: false,
        });
        return { output: change(Buffer.from(stdout)) };
    };

describe("tcp 1 MiB", () => {
    test("passes when all came back as it was sent", async () => {
        expect(await run(inShell((output) => output))).toMatchObject({ ok: true, reason: "" });
    });

    test("sends 1 MiB", async () => {
        let size = 0;
        await run((_script, { input }) => {
            size = input?.length ?? 0;
            return "";
        });
        expect(size).toBe(1024 * 1024);
    });

    test("one bit that changed on the way back fails", async () => {
        const flip = (output: Buffer) => {
            const last = output.length - 1;
            output.writeUInt8((output[last] ?? 0) ^ 1, last);
            return output;
        };
        expect((await run(inShell(flip))).reason).toContain("what came back isn't what arrived");
    });

    test("a byte that never came back fails", async () => {
        expect((await run(inShell((output) => output.subarray(0, -1)))).ok).toBe(false);
    });

    test("another checksum on the other side fails", async () => {
        const wrong = (output: Buffer) => Buffer.concat([Buffer.from(`${"0".repeat(64)}\n`), output.subarray(65)]);
        expect((await run(inShell(wrong))).reason).toContain("what arrived isn't what was sent");
    });

    test("a transfer that stalls fails", async () => {
        expect((await run(() => ({ code: null }))).reason).toBe(
            "10.30.0.36 port 22: 1 MiB there and back took longer than 60 s",
        );
    });

    test("says what ssh says", async () => {
        const { reason } = await run(() => ({ code: 255, errors: "connect failed: Connection refused" }));
        expect(reason).toBe("10.30.0.36 port 22: nothing listens on its SSH port");
    });
});
