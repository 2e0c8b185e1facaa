import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { deviations, planDigest, readSavedPlan, savedPlanOf, writeSavedPlan } from "../../../cli/preview/saved-plan.ts";
import { previewed, step } from "./stacks.ts";

const folder = mkdtempSync(join(tmpdir(), "k-one-plan-"));
afterAll(() => rmSync(folder, { recursive: true }));

const gist = previewed("gist", { steps: [step("a"), step("b")] });
const plan = savedPlanOf("kone", [previewed(null), gist]);
const found = (...steps: Parameters<typeof previewed>[1][]) => steps.map((more) => previewed("gist", more));

describe("a saved plan", () => {
    test("is read as it was written, and shows no value", () => {
        const file = join(folder, "plan.json");
        writeSavedPlan(file, plan);
        expect(readSavedPlan(file, "kone")).toEqual(plan);
        expect(JSON.stringify(plan)).not.toContain("10.1");
    });

    test("has nothing of a stack whose preview failed", () =>
        expect(savedPlanOf("kone", [previewed("gist", { status: "failed" })]).stacks).toEqual([]));

    test("of another environment, or no plan at all, is refused", () => {
        const file = join(folder, "other.json");
        writeSavedPlan(file, plan);
        expect(() => readSavedPlan(file, "lab")).toThrow("it is a plan of environment kone, not of lab.");
        for (const text of ["{}", "nonsense", JSON.stringify({ ...plan, format: 2 })]) {
            writeFileSync(file, text);
            expect(() => readSavedPlan(file, "kone")).toThrow("it can't be read as a plan (");
        }
        expect(() => readSavedPlan(join(folder, "none"), "kone")).toThrow("ENOENT");
    });
});

describe("deviations", () => {
    test("there are none from the same, nor where nothing is left to do", () =>
        expect(deviations(plan, [...found({ steps: gist.steps }), ...found({}), previewed(null)])).toEqual([]));

    test("another step, one less and another value are each said", () => {
        const what = (steps: typeof gist.steps) => deviations(plan, found({ steps }))[0]?.what;
        expect(what([...gist.steps, step("c", { verb: "delete" })])).toBe("it would now also delete c.");
        expect(what([step("a")])).toBe("it would no longer update b.");
        expect(what([step("a"), step("b", { properties: [] })])).toBe(
            "the same resources would get other values than was reviewed.",
        );
    });

    test("a stack that wasn't reviewed may do nothing", () => {
        const korea = previewed("korea", { steps: [step("a")] });
        expect(deviations(plan, [korea])).toEqual([
            { stack: "kone-korea", what: "the reviewed plan says nothing of it." },
        ]);
    });

    test("another plan has another digest", () => {
        expect(planDigest([gist])).toBe(planDigest([structuredClone(gist)]));
        expect(planDigest([gist])).not.toBe(planDigest([previewed("gist", { steps: [step("a")] })]));
    });
});
