import { describe, expect, test } from "vitest";
import { renderVerification, toReport } from "../../../cli/verify/report.ts";
import { resultOf } from "./fakes.ts";

const passed = {
    environment: "lab",
    ok: true,
    culprit: null,
    down: [],
    checks: [
        resultOf("net3", ["a", "b"], { ms: 3.2, reason: "dev eth1" }),
        resultOf("tcp 1 MiB", ["a", "b"], { ms: 812 }),
        resultOf("net3 one byte too big is refused", ["a", "b"], { ms: 0, reason: "1451 bytes" }),
        resultOf("net3", ["b", "a"]),
        resultOf("outside", ["a"], { table: "Other" }),
    ],
};
const failed = {
    ...passed,
    ok: false,
    culprit: "The cable.",
    checks: [...passed.checks, resultOf("outside", ["b"], { ok: false, table: "Other", reason: "no answer in 3 s" })],
};

describe("toReport", () => {
    test("has exactly the documented fields", () => {
        const report = toReport(failed);
        expect(Object.keys(report)).toEqual(["environment", "ok", "culprit", "checks", "down"]);
        expect(report.checks.at(-1)).toEqual({
            from: "b",
            to: "outside",
            path: "outside",
            ok: false,
            ms: 1.5,
            reason: "no answer in 3 s",
            down: null,
        });
    });
});

describe("renderVerification", () => {
    const lines = renderVerification(passed, false).split("\n");

    test("has a row for a pair and a column for a path", () => {
        expect(lines[0]).toBe("Table");
        expect(lines.find((line) => line.includes("│ from"))).toMatch(
            /from +│ to +│ net3 +│ tcp 1 MiB +│ net3 one byte/,
        );
        expect(lines.find((line) => line.startsWith("│ a"))).toMatch(
            /│ a +│ b +│ ✓ 3.2 ms dev eth1 │ ✓ 812 ms +│ ✓ 1451 bytes/,
        );
    });

    test("has a table for each group", () => {
        expect(lines.filter((line) => line === "Table" || line === "Other")).toEqual(["Table", "Other"]);
    });

    test("ends with the count", () => expect(lines.at(-1)).toBe("5 of 5 checks passed."));

    test("ends with what failed and the culprit", () => {
        const text = renderVerification(failed, false);
        expect(text).toContain("│ ✗ failed │");
        expect(text).toMatch(/✗ b → outside, outside: no answer in 3 s\n\n5 of 6 checks passed\.\nThe cable\.$/);
    });

    test("shows what wasn't tried since a site is down, and names it at the end alone", () => {
        const missing = { ok: false, ms: 0, reason: "not tried: site b is down", down: "b" };
        const text = renderVerification(
            {
                ...passed,
                ok: false,
                culprit: "Site b is down (why); 1 of 1 checks among the other sites passed.",
                down: [{ site: "b", reason: "why" }],
                checks: [resultOf("outside", ["a"]), resultOf("net3", ["a", "b"], missing)],
            },
            false,
        );
        expect(text).toContain("│ – b is down │");
        expect(text).not.toContain("✗");
        expect(text.split("\n").at(-1)).toBe("Site b is down (why); 1 of 1 checks among the other sites passed.");
    });

    test("says who is down when nobody asked for it, too", () => {
        const text = renderVerification({ ...passed, down: [{ site: "c", reason: "why" }] }, true);
        expect(text).toContain("\u001b[32mSite c is down (why); 5 of 5 checks among the other sites passed.");
    });

    test("colours only when asked to", () => {
        expect(renderVerification(failed, false)).not.toContain("\u001b");
        expect(renderVerification(failed, true)).toContain("\u001b[31m");
    });
});
