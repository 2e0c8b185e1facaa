import { describe, expect, test } from "vitest";
import type { MarkedPart } from "../../../cli/topology/changes.ts";
import { factLines, headOf } from "../../../cli/topology/labels.ts";

const part: MarkedPart = {
    id: "gist/tenant",
    kind: "tenant network",
    title: "net1",
    titleBefore: null,
    mark: "changed",
    facts: [
        { name: "range", values: ["10.1.0.0/24"], before: ["10.1.0.0/25"], mark: "changed" },
        { name: "DNS", values: ["203.0.113.53"], before: [], mark: "added" },
    ],
};

describe("a part's lines", () => {
    test("begin with what it is, and what it was called", () => {
        expect(headOf({ ...part, mark: "same" })).toBe("tenant network net1");
        expect(headOf({ ...part, titleBefore: "inside" })).toBe("~ tenant network inside → net1");
        expect(headOf({ ...part, kind: "guest", title: "gist-guest", mark: "removed" })).toBe("− gist-guest");
    });

    test("have a sign each where the part has changed, and none where it comes as a whole", () => {
        expect(factLines(part).map(({ text }) => text)).toEqual([
            "~ range 10.1.0.0/25 → 10.1.0.0/24",
            "+ DNS 203.0.113.53",
        ]);
        const whole = {
            ...part,
            mark: "added" as const,
            facts: part.facts.map((fact) => ({ ...fact, mark: "same" as const })),
        };
        expect(factLines(whole).map(({ text }) => text)).toEqual(["range 10.1.0.0/24", "DNS 203.0.113.53"]);
    });
});
