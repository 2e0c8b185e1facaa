import { describe, expect, test } from "vitest";
import { PolicyProgress, refusal } from "../../cli/policy-progress.ts";

const urn = "urn:pulumi:lab-gist::k-one::t::gist-region-provider";
const judged = { policyAnalyzeSummaryEvent: { passed: ["a-one", "b-two"], failed: ["c-three"] } };
const whole = { policyAnalyzeStackSummaryEvent: { passed: ["d-four"] } };
const said = (enforcementLevel: string, message = "it is wrong") => ({
    policyEvent: {
        resourceUrn: urn,
        policyName: "c-three",
        message: `<{%reset%}>${message}<{%reset%}>\n`,
        enforcementLevel,
    },
});

function follow(...events: object[]): PolicyProgress {
    const progress = new PolicyProgress();
    for (const event of events) progress.onEvent(event as Parameters<PolicyProgress["onEvent"]>[0]);
    return progress;
}

describe("PolicyProgress", () => {
    test("has passed when the pack has judged the whole stack and refuses nothing", () =>
        expect(follow(judged, whole).outcome(true)).toEqual({
            ...{ state: "passed", violations: [], warnings: [] },
            passed: ["a-one", "b-two", "c-three", "d-four"],
        }));

    test("has failed at a violation, wherever the run ended", () => {
        const outcome = follow(judged, said("mandatory")).outcome(false);
        expect(outcome).toMatchObject({ state: "failed", passed: ["a-one", "b-two"] });
        expect(outcome.violations).toEqual([
            { policy: "c-three", resource: "gist-region-provider", message: "it is wrong" },
        ]);
        expect(refusal(outcome)).toBe("policy c-three refuses it: it is wrong");
    });

    test("says how many violations there are beside the first", () =>
        expect(refusal(follow(said("mandatory"), said("mandatory")).outcome(false))).toMatch(/\(and 1 more below\)$/));

    test("keeps warnings apart", () => {
        const outcome = follow(judged, said("advisory", "take care"), whole).outcome(true);
        expect(outcome).toMatchObject({ state: "passed", violations: [], warnings: [{ message: "take care" }] });
        expect(refusal(outcome)).toBeNull();
    });

    test.each([
        ["never loaded", follow(), true],
        ["ended before the whole stack was judged", follow(judged), true],
        ["had a pack without policies", follow({ policyAnalyzeStackSummaryEvent: { passed: [] } }), true],
        ["failed otherwise", follow(judged, whole), false],
    ])("has not run when the run %s", (_, progress, worked) => expect(progress.outcome(worked).state).toBe("not run"));
});
