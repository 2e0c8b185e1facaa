import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeMachine } from "../../lab/machine.ts";
import { awaitReady, progressOf } from "../../lab/readiness.ts";
import { UserError } from "../../plan/user-error.ts";
import { scratchLab } from "./scratch.ts";

function machineIn(state: string) {
    const lab = scratchLab();
    const machine = describeMachine(lab, "gist", "203.0.113.11");
    mkdirSync(machine.folder);
    writeFileSync(join(machine.folder, "state"), state);
    return machine;
}

test("a machine that doesn't run tells nothing", () => {
    const machine = machineIn("stopped 1 1 0\n");
    expect(progressOf(machine)).toEqual({ ready: false, phase: "", failure: "" });
});

test.each([
    ["failed 1 1 7\n", /labunit-gist ended with code 7\. Log: .*gist\.log/],
    ["off 1 1 0\n", /labunit-gist is off/],
    ["stopped 1 1 0\n", /labunit-gist is stopped/],
])("waiting for a machine ends as soon as there is no hope: %j", async (state, message) => {
    const waiting = awaitReady(machineIn(state), () => {});
    await expect(waiting).rejects.toThrow(UserError);
    await expect(waiting).rejects.toThrow(message);
});
