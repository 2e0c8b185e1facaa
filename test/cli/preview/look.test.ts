import { describe, expect, test } from "vitest";
import { lookAt, reviewChange } from "../../../cli/preview/look.ts";
import { UserError } from "../../../plan/user-error.ts";

const display = { live: false, write: () => undefined };
const enter = () => Promise.reject(new UserError("the lab isn't running"));

describe("lookAt", () => {
    test("an environment without files stops it", async () => {
        await expect(lookAt("nowhere", { display })).rejects.toThrow("nowhere");
        await expect(lookAt("nowhere", { display, base: "HEAD" })).rejects.toThrow("nowhere");
    });
});

describe("reviewChange", () => {
    test("has something to say of an environment without files", async () => {
        const { findings, stacks, topology } = await reviewChange("nowhere", { display }, enter);
        expect(findings).toMatchObject([{ severity: "error", message: expect.stringContaining("nowhere") }]);
        expect({ stacks, topology }).toEqual({ stacks: [], topology: null });
    });

    test("says why nothing could be previewed, and what the planner says all the same", async () => {
        const { failure, findings } = await reviewChange("kone", { display }, enter);
        expect(failure).toBe("the lab isn't running");
        expect(findings.map(({ path }) => path)).toEqual(["tower.acceptPlaintext"]);
    });

    test("says that a base isn't there", async () => {
        const { failure } = await reviewChange("kone", { display, base: "no-such-ref" }, enter);
        expect(failure).toContain('"no-such-ref"');
    });
});
