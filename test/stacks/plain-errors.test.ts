import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { UserError } from "../../plan/user-error.ts";
import { showPlainly } from "../../stacks/plain-errors.ts";

const thrownBy = (problem: unknown) => {
    try {
        return showPlainly(() => {
            throw problem;
        });
    } catch (thrown) {
        return thrown;
    }
};

describe("showPlainly", () => {
    test("hands on what the program returns", () => {
        expect(showPlainly(() => "outputs")).toBe("outputs");
    });

    test("makes of a user's mistake what Pulumi shows as its message alone", () => {
        const thrown = thrownBy(new UserError("the region is wrong")) as Error;
        expect(pulumi.RunError.isInstance(thrown)).toBe(true);
        expect(thrown.message).toBe("the region is wrong");
        expect(thrown.stack).toBe("");
    });

    test("leaves a mistake of ours its stack", () => {
        const bug = new TypeError("undefined is not a function");
        expect(thrownBy(bug)).toBe(bug);
        expect(bug.stack).toContain("plain-errors.test.ts");
    });
});
