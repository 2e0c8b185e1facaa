import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type CommandOptions, runCommand } from "../../toolchain/command.ts";
import { makeWorkshop, type Workshop } from "./workshop.ts";

let place: Workshop;
beforeEach(() => {
    place = makeWorkshop();
});
afterEach(() => place.remove());

const options = (more: Partial<CommandOptions> = {}): CommandOptions => ({
    cwd: "/",
    env: place.env,
    logFile: join(place.home, "logs", "log"),
    ...more,
});

it("returns what a command prints, line by line and as a whole, and keeps it in the log", async () => {
    const lines: string[] = [];
    const argv = ["sh", "-c", "echo one; echo two >&2"];
    const result = await runCommand(argv, options({ onLine: (line) => lines.push(line) }));
    expect(result).toMatchObject({ ok: true, reason: "" });
    expect(lines.sort()).toEqual(["one", "two"]);
    await runCommand(["echo", "three"], options());
    expect(readFileSync(options().logFile, "utf8").split("\n").sort()).toEqual(["", "one", "three", "two"]);
});

it("gives the last line as the reason of a failure", async () => {
    const result = await runCommand(["sh", "-c", "echo first; echo why; exit 3"], options());
    expect(result).toMatchObject({ ok: false, reason: "why" });
});

it("doesn't throw when there is no such command, or when it takes too long", async () => {
    expect(await runCommand(["no-such-command"], options())).toMatchObject({
        ok: false,
        reason: expect.stringMatching(/ENOENT/),
    });
    const slow = await runCommand(["sleep", "60"], options({ timeout: 50 }));
    expect(slow).toMatchObject({ ok: false, reason: expect.stringMatching(/timed out/) });
});

it("passes on the given environment and nothing else", async () => {
    const result = await runCommand(["env"], options({ env: { PATH: place.env.PATH, ONLY: "this" } }));
    expect(result.output.split("\n").map((line) => line.split("=")[0])).toEqual(expect.arrayContaining(["ONLY"]));
    expect(result.output).not.toContain("VITEST");
});
