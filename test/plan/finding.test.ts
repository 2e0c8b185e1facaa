import { describe, expect, test } from "vitest";
import { error, formatFinding, inOrder, isError, PlanError, warning } from "../../plan/finding.ts";
import { UserError } from "../../plan/user-error.ts";

describe("findings", () => {
    const found = [error("sites.b", "x."), error("sites.a", "y."), warning("sites.a", "z."), error("sites.b", "x.")];

    test("stand in the order of their paths, each once", () => {
        expect(inOrder(found).map(formatFinding)).toEqual(["sites.a: y.", "sites.a: z.", "sites.b: x."]);
    });

    test("are errors or warnings", () => {
        expect(found.map(isError)).toEqual([true, true, false, true]);
    });
});

describe("PlanError", () => {
    test("is the user's to mend, and counts and lists the errors alone", () => {
        const problem = new PlanError("lab", [error("sites.a", "y."), warning("tower", "z.")]);
        expect(problem).toBeInstanceOf(UserError);
        expect(problem.message).toBe(
            "environment lab: 1 mistake in its stack files; nothing was changed.\nsites.a: y.",
        );
        expect(problem.findings).toHaveLength(2);
    });
});
