import { describe, expect, test } from "vitest";
import type { CheckKind, Outcome } from "../../../cli/verify/check.ts";
import { runChecks } from "../../../cli/verify/run-checks.ts";
import { fakeHands, samplePlan } from "./fakes.ts";

const kind = (run: (site: string) => Promise<Outcome>): CheckKind => ({
    name: "outside",
    about: "paths",
    table: "T",
    checks: ({ sites }) =>
        sites.map(({ site }) => ({ from: site, to: "x", path: "outside", sites: [site], run: () => run(site) })),
});
const options = { sites: null, atOnce: 2, signal: new AbortController().signal, onResult: () => undefined };
const plan = samplePlan(["a", "b", "c"]);

describe("runChecks", () => {
    test("gives each check's result in the plan's order", async () => {
        const { checks: results } = await runChecks(
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
        const { checks: results } = await runChecks(plan, [kind(run)], fakeHands({}), options);
        expect(results.map(({ ok, reason }) => [ok, reason])).toEqual([
            [true, ""],
            [false, "site b: is down"],
            [true, ""],
        ]);
    });

    test("runs and prepares only what concerns the wanted sites", async () => {
        const hands = fakeHands({});
        const { checks: results } = await runChecks(plan, [kind(async () => ({ ok: true, reason: "" }))], hands, {
            ...options,
            sites: ["b"],
        });
        expect(results.map(({ from }) => from)).toEqual(["b"]);
        expect(new Set(hands.asked)).toEqual(new Set(["kBox b", "leases b"]));
    });

    test("doesn't try what concerns a site that is down, and asks nothing more of it", async () => {
        const tried: string[] = [];
        const run = async (site: string) => {
            tried.push(site);
            return { ok: true, reason: "" };
        };
        const hands = fakeHands({ silent: ["b"] });
        const { checks, down } = await runChecks(plan, [kind(run)], hands, options);
        expect(tried).toEqual(["a", "c"]);
        expect(down.map(({ site }) => site)).toEqual(["b"]);
        expect(checks.map((check) => check.down)).toEqual([null, "b", null]);
        expect(checks[1]).toMatchObject({ ok: false, ms: 0, reason: "not tried: site b is down" });
        expect(hands.asked).not.toContain("leases b");
    });

    test("tries everything while the tower is down", async () => {
        const run = async () => ({ ok: true, reason: "" });
        const { checks, down } = await runChecks(plan, [kind(run)], fakeHands({ silent: ["tower"] }), options);
        expect(down.map(({ site }) => site)).toEqual(["tower"]);
        expect(checks.map(({ ok }) => ok)).toEqual([true, true, true]);
    });

    test("doesn't try what needs the tower while it is down", async () => {
        const { checks: all, ...rest } = kind(async () => ({ ok: true, reason: "" }));
        const needing = { ...rest, checks: () => all(plan).map((check) => ({ ...check, needsTower: true })) };
        const hands = fakeHands({ silent: ["tower"] });
        const { checks } = await runChecks(plan, [needing], hands, { ...options, sites: ["b"] });
        expect(checks).toMatchObject([{ ok: false, down: "tower", reason: "not tried: the tower is down" }]);
    });

    test("checks that change the same thing run one after another, with places for others beside them", async () => {
        let changing = 0;
        const { checks: all, ...rest } = kind(async () => {
            changing += 1;
            await new Promise((done) => setImmediate(done));
            const alone = changing === 1;
            changing -= 1;
            return { ok: alone, reason: "" };
        });
        const run = async (changes: (site: string) => string) => {
            const changers = {
                ...rest,
                checks: () => all(plan).map((check) => ({ ...check, changes: changes(check.from) })),
            };
            const { checks } = await runChecks(plan, [changers], fakeHands({}), options);
            return checks.every(({ ok }) => ok);
        };
        expect(await run(() => "the guest's addresses")).toBe(true);
        expect(await run((site) => `addresses of ${site}`)).toBe(false);
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
