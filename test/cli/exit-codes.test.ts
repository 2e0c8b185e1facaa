import { expect, test } from "vitest";
import { exitCodes, exitCodesHelp } from "../../cli/exit-codes.ts";
import { kOne } from "../e2e/k-one.ts";

test("the help names every exit code", () => {
    expect(exitCodesHelp.match(/^ {2}\d/gm)).toEqual(Object.values(exitCodes).map((code) => `  ${code}`));
});

test.each([
    ["--help", "done"],
    ["lab status --environment labnobody --json", "done"],
    ["preview", "error"],
    ["preview nowhere --expect-no-changes", "error"],
    ["up nowhere --yes", "error"],
    ["lab start --environment kone", "error"],
] as const)("k-one %s ends with %s", async (line, meaning) => {
    expect((await kOne(line.split(" "))).exitCode).toBe(exitCodes[meaning]);
});
