import { describe, expect, test } from "vitest";
import { fullSize, oneByteTooBig } from "../../../cli/verify/sizes.ts";
import { answered, FakeShell, tooLong, unanswered } from "./fakes.ts";

const ping = { to: "10.30.0.36" };

describe("fullSize", () => {
    test("passes with an answer to exactly the MTU", async () => {
        const shell = new FakeShell(() => answered);
        expect(await fullSize(shell, ping, 1450)).toEqual({ ok: true, ms: 3.15, reason: "1450 bytes" });
        expect(shell.scripts).toHaveLength(1);
        expect(shell.scripts[0]).toContain("-M do -s 1422");
    });

    test("finds the largest size that passes otherwise", async () => {
        const shell = new FakeShell((script) => (script.includes("passes()") ? "largest 1430\n" : unanswered));
        expect(await fullSize(shell, ping, 1450)).toEqual({
            ok: false,
            reason: "a packet of 1450 bytes with DF gets no answer, the largest that does has 1430 bytes",
        });
    });

    test("says that nothing passes at all", async () => {
        const shell = new FakeShell((script) => (script.includes("passes()") ? "largest 0\n" : unanswered));
        expect((await fullSize(shell, ping, 1450)).reason).toContain("nor does any smaller one");
    });

    test("isn't fooled by a ping without DF", async () => {
        const shell = new FakeShell(() => "ping: invalid option -- 'M'");
        expect(await fullSize(shell, ping, 1450)).toEqual({
            ok: false,
            reason: "the ping there can't set DF: install iputils' ping",
        });
    });
});

describe("oneByteTooBig", () => {
    const answers = (fits: string, tooBig: string) => new FakeShell(() => `${fits}---too-big---\n${tooBig}`);

    test("passes when the MTU is answered and one byte more is not", async () => {
        const shell = answers(answered, tooLong);
        expect(await oneByteTooBig(shell, ping, 1450)).toMatchObject({ ok: true, reason: "1451 bytes" });
        expect(shell.scripts[0]).toMatch(/-s 1422 .*-s 1423 /);
    });

    test("fails when one byte more is answered", async () => {
        const { ok, reason } = await oneByteTooBig(answers(answered, answered), ping, 1450);
        expect(ok).toBe(false);
        expect(reason).toContain("1451 bytes with DF is answered");
    });

    test("a silent path proves nothing", async () => {
        expect((await oneByteTooBig(answers(unanswered, unanswered), ping, 1450)).ok).toBe(false);
        expect((await oneByteTooBig(new FakeShell(() => ""), ping, 1450)).ok).toBe(false);
    });
});
