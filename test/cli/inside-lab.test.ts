import { describe, expect, test } from "vitest";
import { commandInside, ensureInsideLab, runInside } from "../../cli/inside-lab.ts";
import { enterLab } from "../../lab/namespace.ts";

describe("commandInside", () => {
    test("is this process's own command line behind the way into the lab", () => {
        const argv = ["/usr/bin/node", "cli/k-one.mjs", "up", "lab", "--yes"];
        expect(commandInside("lab", argv, ["--enable-source-maps"])).toEqual([
            ...enterLab("lab"),
            process.execPath,
            "--enable-source-maps",
            "cli/k-one.mjs",
            "up",
            "lab",
            "--yes",
        ]);
    });
});

describe("ensureInsideLab", () => {
    test("an environment that is no lab needs nothing", () => ensureInsideLab("kone"));

    test("a lab that isn't running is named with the way to start it", async () => {
        await expect(ensureInsideLab("labnone")).rejects.toThrow("k-one lab start");
    });
});

describe("runInside", () => {
    test("hands on the exit code", async () => expect(await runInside(["sh", "-c", "exit 7"], {})).toBe(7));

    test("hands on the variable that stops a second try", async () =>
        expect(await runInside(["sh", "-c", '[ "$K_ONE_INSIDE" = lab ]'], { K_ONE_INSIDE: "lab" })).toBe(0));

    test("hands on a signal", async () => expect(await runInside(["sh", "-c", "kill -TERM $$"], {})).toBe(143));

    test("forwards SIGTERM and gives the signals back", async () => {
        const before = process.listenerCount("SIGTERM");
        const ended = runInside(
            ["sh", "-c", 'sleep 20 & trap "kill $!; exit 9" TERM; kill -TERM $PPID; wait; exit 1'],
            {},
        );
        expect(await ended).toBe(9);
        expect(process.listenerCount("SIGTERM")).toBe(before);
    });
});
