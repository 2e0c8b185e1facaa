import { describe, expect, test } from "vitest";
import { savedPlanOf } from "../../cli/preview/saved-plan.ts";
import { noChanges } from "../../cli/progress.ts";
import { bringUp } from "../../cli/up.ts";
import { previewed, step } from "./preview/stacks.ts";
import { steps } from "./steps-stand-in.ts";

const never = () => Promise.reject(new Error("it asked"));
const unchanged = { status: "unchanged" as const, changes: { ...noChanges, same: 5 } };
const removals = [{ verb: "replace" as const, resource: "gist-guest-port", type: "openstack:networking/port:Port" }];

describe("bringUp", () => {
    test("looks at everything, then runs the tower, then the sites side by side", async () => {
        const run = steps();
        await bringUp(run, null);
        expect(run.calls).toEqual(["preview lab-tower lab-gist lab-korea", "up lab-tower", "up lab-gist lab-korea"]);
    });

    test("runs sites with a Keystone each at once: there is no tower to wait for, nor one that could stop them", async () => {
        const run = steps({ "up lab-gist": { status: "failed" } }, undefined, ["gist", "korea"]);
        const results = await bringUp(run, null);
        expect(run.calls).toEqual(["preview lab-gist lab-korea", "up lab-gist lab-korea"]);
        expect(results.map(({ stack, status }) => `${stack} ${status}`)).toEqual(["lab-gist failed", "lab-korea done"]);
    });

    test("asks nothing when nothing would go", async () => {
        const run = steps();
        await bringUp(run, never);
        expect(run.calls.at(-1)).toBe("up lab-gist lab-korea");
    });

    test("doesn't touch a stack that a policy refuses", async () => {
        const run = steps({ "preview lab-gist": { status: "failed", cause: "policy no-red refuses it" } });
        const results = await bringUp(run, null);
        expect(run.calls.at(-1)).toBe("up lab-korea");
        expect(results.find(({ stack }) => stack === "lab-gist")).toMatchObject({ cause: "policy no-red refuses it" });
    });

    test("leaves alone what a look has found unchanged", async () => {
        const run = steps({ "preview lab-tower": unchanged, "preview lab-gist": unchanged });
        const results = await bringUp(run, never);
        expect(run.calls.slice(1)).toEqual(["up lab-korea"]);
        expect(results.map(({ stack, status }) => `${stack} ${status}`)).toEqual([
            "lab-tower unchanged",
            "lab-gist unchanged",
            "lab-korea done",
        ]);
    });

    test("has the K-Boxes of all sites looked at in the end, also of those that were found unchanged", async () => {
        const run = steps({ "preview lab-gist": unchanged, "up lab-korea": { status: "failed" } });
        await bringUp(run, never);
        expect(run.mended).toEqual(["lab-gist unchanged", "lab-tower done", "lab-korea failed"]);
    });

    test("names what would go, and goes on with a yes", async () => {
        const asked: string[] = [];
        const run = steps({ "preview lab-gist": { removals } });
        await bringUp(run, async (question) => asked.push(question) > 0);
        expect(asked).toEqual([
            "These would go:\n  lab-gist: replace gist-guest-port (openstack:networking/port:Port)\nGo on?",
        ]);
        expect(run.calls.at(-1)).toBe("up lab-gist lab-korea");
    });

    test("does what was reviewed, and nothing else", async () => {
        const looked = { steps: [step("gist-guest-port")] };
        const plan = savedPlanOf("lab", [previewed("gist", { stack: "lab-gist", ...looked })]);
        const run = steps({
            "preview lab-tower": unchanged,
            "preview lab-gist": looked,
            "preview lab-korea": unchanged,
        });
        await bringUp(run, null, plan);
        expect(run.calls.at(-1)).toBe("up lab-gist");
        const other = steps({ "preview lab-gist": { steps: [...looked.steps, step("gist-router")] } });
        await expect(bringUp(other, null, plan)).rejects.toThrow(
            "nothing was changed.\nlab-gist: it would now also update gist-router.\nPreview and review again:",
        );
        expect(other.calls).toEqual(["preview lab-tower lab-gist lab-korea"]);
    });

    test("changes nothing with a no", async () => {
        const run = steps({ "preview lab-gist": { removals } });
        await expect(bringUp(run, async () => false)).rejects.toThrow("Nothing was changed.");
        expect(run.calls).toEqual(["preview lab-tower lab-gist lab-korea"]);
    });

    test("one site that fails doesn't stop the others", async () => {
        const run = steps({ "preview lab-gist": { status: "failed", cause: "c" } });
        const results = await bringUp(run, never);
        expect(run.calls.at(-1)).toBe("up lab-korea");
        expect(results.find(({ stack }) => stack === "lab-gist")).toMatchObject({ status: "failed", cause: "c" });
    });

    test("without the tower's stack the sites are left alone, and told why", async () => {
        const run = steps({ "up lab-tower": { status: "failed" } });
        const results = await bringUp(run, null);
        expect(run.calls.at(-1)).toBe("up lab-tower");
        expect(results.filter(({ status }) => status === "skipped").map(({ stack }) => stack)).toEqual([
            "lab-gist",
            "lab-korea",
        ]);
    });

    test("what a look has settled of a killed run is in the outcome", async () => {
        const run = steps({ "preview lab-gist": { recovered: ["a lock was removed"] } });
        const results = await bringUp(run, never);
        expect(results.find(({ stack }) => stack === "lab-gist")?.recovered).toEqual(["a lock was removed"]);
        expect(results[0]).not.toHaveProperty("removals");
    });
});
