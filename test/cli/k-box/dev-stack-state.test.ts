import { expect, test } from "vitest";
import { describeDevStackState, readDevStackState } from "../../../cli/k-box/dev-stack-state.ts";
import { FakeShell } from "../verify/fakes.ts";

const root = { user: "root" };
const read = (answer: ConstructorParameters<typeof FakeShell>[0]) => readDevStackState(new FakeShell(answer), root);

test("a machine tells how far DevStack is, and a bare one tells nothing", async () => {
    expect(await read(() => "")).toEqual({ state: "bare", phase: "" });
    for (const state of ["not stacked", "running", "failed", "stacked"] as const) {
        expect(await read(() => `${state}; last phase: Starting Nova\n`)).toEqual({ state, phase: "Starting Nova" });
    }
});

test("what it says otherwise is an error", async () => {
    await expect(read(() => "what?")).rejects.toThrow("the K-Box doesn't say how far DevStack is: what?");
});

test("it fits into a line", () => {
    expect(describeDevStackState({ state: "bare", phase: "" })).toBe("nothing is there yet");
    expect(describeDevStackState({ state: "running", phase: "Starting Nova" })).toBe(
        "running; last phase: Starting Nova",
    );
});
