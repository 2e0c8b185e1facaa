import { describe, expect, test } from "vitest";
import { describeUndecided, describeViolation, isViolation, shown } from "../../policy/finding.ts";
import { notKnown, type Resource } from "../../policy/resource.ts";

const resource = { name: "gist-guest-port" } as Resource;
const violation = { resource, found: "it is wrong", allowed: "what is right", fix: "Mend it." };

describe("a finding", () => {
    test("says where, what was found, what is allowed and how to mend it", () => {
        expect(describeViolation({ ...violation, at: "fixedIps[0]" })).toBe(
            "gist-guest-port.fixedIps[0]: it is wrong. Allowed: what is right. Mend it.",
        );
        expect(describeViolation(violation)).toBe("gist-guest-port: it is wrong. Allowed: what is right. Mend it.");
    });

    test("says who will decide what a preview can't", () => {
        const undecided = { resource, unknown: "connection" };
        expect(describeUndecided(undecided)).toContain("gist-guest-port.connection: not known in this preview.");
        expect(isViolation(undecided)).toBe(false);
        expect(isViolation(violation)).toBe(true);
    });

    test("shows values in words", () => {
        expect(["text", 22, [1], notKnown, undefined].map(shown)).toEqual([
            ...["text", "22", "[1]"],
            ...["not known before it is made", "missing"],
        ]);
    });
});
