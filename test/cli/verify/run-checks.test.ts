import { describe, expect, test } from "vitest";
import type { CheckKind, Outcome } from "../../../cli/verify/check.ts";
import { runChecks } from "../../../cli/verify/run-checks.ts";
import { fakeHands, samplePlan } from "./fakes.ts";

const kind = (run: (site: string) => Promise<Outcome>): CheckKind => ({
    name: "outside",
    table: "T",
    checks: ({ sites }) =>
        sites.map(({ site }) => ({ from: site, to: "x", path: "outside", sites: [site], run: () => run(site) })),
});
const options = { sites: null, atOnce: 2, signal: new AbortController().signal, onResult: () => undefined };
const plan = samplePlan(["a", "b", "c"]);

describe("runChecks", () => {
    test("gives each check's result in the plan's order", async () => {
        const results = await runChecks(
            plan,
            [kind(async (site) => ({ ok: true, ms: 1.256, reason: site }))],
            fakeHands({}),
            options,
        );
        expect(results.map(({ from, ms, reason }) => [from, ms, reason])).toEqual([
            ["a", 1.26, "a"],
            ["b", 1.26, "b"],
            ["c", 1.26, "c"],
        ]);
    });

    test("an error is that check's failure and nobody else's", async () => {
        const run = async (site: string) => {
            if (site === "b") throw new Error("site b: is down");
            return { ok: true, reason: "" };
        };
        const results = await runChecks(plan, [kind(run)], fakeHands({}), options);
        expect(results.map(({ ok, reason }) => [ok, reason])).toEqual([
            [true, ""],
            [false, "site b: is down"],
            [true, ""],
        ]);
    });

    test("runs and prepares only what concerns the wanted sites", async () => {
        const hands = fakeHands({});
        const results = await runChecks(plan, [kind(async () => ({ ok: true, reason: "" }))], hands, {
            ...options,
            sites: ["b"],
        });
        expect(results.map(({ from }) => from)).toEqual(["b"]);
        expect(hands.asked).toEqual(["leases b", "kBox b"]);
    });

    test("tells how far it is", async () => {
        const seen: string[] = [];
        await runChecks(plan, [kind(async () => ({ ok: true, reason: "" }))], fakeHands({}), {
            ...options,
            onResult: (done, total) => seen.push(`${done}/${total}`),
        });
        expect(seen).toEqual(["1/3", "2/3", "3/3"]);
    });

    test("stops when it is told to", async () => {
        const controller = new AbortController();
        const run = async () => {
            controller.abort(new Error("enough"));
            throw new Error("aborted");
        };
        await expect(
            runChecks(plan, [kind(run)], fakeHands({}), { ...options, signal: controller.signal }),
        ).rejects.toThrow("enough");
    });
});
