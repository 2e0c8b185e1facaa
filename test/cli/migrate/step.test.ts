import { describe, expect, test } from "vitest";
import { lookAtSteps, runSteps, type Step, type StepWatch, titleOf } from "../../../cli/migrate/step.ts";

function step(site: string, done: boolean, run: () => Promise<void> = async () => undefined): Step {
    return { site, name: "wire", what: "It changes.", isDone: async () => done, run };
}

const watch = (told: string[], signal = new AbortController().signal): StepWatch => ({
    signal,
    begins: (begun) => told.push(`begins ${titleOf(begun)}`),
    ended: async (over) => void told.push(`ended ${titleOf(over)}`),
});

describe("steps", () => {
    test("that are done already are left alone, the others are done in their order", async () => {
        const told: string[] = [];
        const reports = await runSteps([step("gist", true), step("korea", false)], watch(told));
        expect(told).toEqual(["begins korea: wire", "ended korea: wire"]);
        expect(reports.map(({ site, state }) => `${site} ${state}`)).toEqual(["gist before", "korea done"]);
    });

    test("end with the first that fails", async () => {
        const told: string[] = [];
        const bad = step("gist", false, () => Promise.reject(new Error("no")));
        await expect(runSteps([bad, step("korea", false)], watch(told))).rejects.toThrow("no");
        expect(told).toEqual(["begins gist: wire"]);
    });

    test("end between two when somebody interrupts", async () => {
        const told: string[] = [];
        const interrupt = new AbortController();
        const first = step("gist", false, async () => interrupt.abort(new Error("Ctrl-C")));
        await expect(runSteps([first, step("korea", false)], watch(told, interrupt.signal))).rejects.toThrow("Ctrl-C");
        expect(told).toEqual(["begins gist: wire", "ended gist: wire"]);
    });

    test("can be looked at without a change", async () => {
        const ran: string[] = [];
        const open = step("korea", false, async () => void ran.push("korea"));
        const reports = await lookAtSteps([step("gist", true), open]);
        expect(reports.map(({ state, seconds }) => [state, seconds])).toEqual([
            ["before", 0],
            ["open", 0],
        ]);
        expect(ran).toEqual([]);
    });

    test("of the whole environment have no site in their title", () => {
        expect(titleOf({ site: null, name: "up" })).toBe("up");
    });
});
