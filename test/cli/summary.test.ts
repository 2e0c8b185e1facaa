import { describe, expect, test } from "vitest";
import { noPolicies, refusal } from "../../cli/policy-progress.ts";
import { noChanges } from "../../cli/progress.ts";
import { duration, exitCode, renderSummary, type StackResult, summarize } from "../../cli/summary.ts";

const base: StackResult = {
    stack: "lab-gist",
    site: "gist",
    status: "done",
    changes: { ...noChanges, create: 21 },
    seconds: 31.4,
    cause: null,
    recovered: [],
    policy: { state: "passed", passed: ["one", "two"], violations: [], warnings: [] },
    repaired: [],
    log: "/logs/gist.log",
};
const tower: StackResult = {
    ...base,
    stack: "lab-tower",
    site: null,
    status: "unchanged",
    changes: noChanges,
    seconds: 4,
};
const failed: StackResult = {
    ...base,
    stack: "lab-korea",
    site: "korea",
    status: "failed",
    cause: "its K-Box is off.",
    policy: noPolicies,
};

test("the summary says what was repaired", () => {
    const mended = { ...base, repaired: ["net3: peer 203.0.113.11 was missing"] };
    expect(renderSummary(summarize("lab", "up", 1, [mended]), false)).toMatch(
        /lab-gist: repaired: net3: peer 203\.0\.113\.11 was missing\.$/,
    );
});

describe("summarize", () => {
    test("the tower comes first, then the sites by name", () =>
        expect(summarize("lab", "up", 9.96, [failed, base, tower])).toMatchObject({
            environment: "lab",
            operation: "up",
            ok: false,
            seconds: 10,
            stacks: [{ stack: "lab-tower" }, { stack: "lab-gist" }, { stack: "lab-korea" }],
        }));

    test.each([
        ["done", 0, 2],
        ["unchanged", 0, 0],
        ["failed", 1, 1],
        ["interrupted", 1, 1],
        ["skipped", 1, 1],
    ] as const)(
        "a stack that is %s makes exit code %i, and %i where no changes are expected",
        (status, code, strict) => {
            const summary = summarize("lab", "up", 1, [tower, { ...base, status }]);
            expect([exitCode(summary), exitCode(summary, true)]).toEqual([code, strict]);
        },
    );
});

describe("renderSummary", () => {
    const text = renderSummary(
        summarize("lab", "up", 60, [tower, { ...base, recovered: ["a lock was removed"] }, failed]),
        false,
    );

    test("a table with a line for each stack", () => {
        expect(text).toMatch(/│ lab-gist +│ done +│ 21 +│ 0 +│ 0 +│ 0 +│ 0 +│ 2 passed │ 31 s │/);
        expect(text).toMatch(/│ lab-tower +│ unchanged/);
    });

    test("names the failed site, the cause and the log, and no other stack's log", () => {
        expect(text).toContain("lab-korea: its K-Box is off.\n  Pulumi's output: /logs/gist.log");
        expect(text.match(/Pulumi's output/g)).toHaveLength(1);
    });

    test("never says that policies passed where they didn't run", () =>
        expect(text).toMatch(/│ lab-korea +│ failed .*│ not run +│/));

    test("names every violation and every warning, and the first violation once", () => {
        const finding = (message: string) => ({ policy: "no-red", resource: "ball", message });
        const policy = {
            ...{ state: "failed" as const, passed: [] },
            violations: [finding("ball is red."), finding("hat is red.")],
            warnings: [finding("shoe may be red.")],
        };
        const refused = { ...failed, cause: refusal(policy), policy };
        const shown = renderSummary(summarize("lab", "preview", 1, [refused]), false);
        expect(shown).toMatch(/│ 2 refused │/);
        expect(shown.match(/ball is red\./g)).toHaveLength(1);
        expect(shown).toContain("lab-korea: policy no-red refuses it: hat is red.");
        expect(shown).toContain("lab-korea: policy no-red warns: shoe may be red.");
    });

    test("says what was settled of a killed run", () =>
        expect(text).toContain("lab-gist: after a killed run: a lock was removed."));

    test("has no colour where there must be none", () => expect(text).not.toContain("\u001b"));
});

test.each([
    [4.2, "4 s"],
    [59.6, "1 min 0 s"],
    [125, "2 min 5 s"],
])("%d s is shown as %s", (seconds, text) => expect(duration(seconds)).toBe(text));
