import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fileDiff } from "../../cli/file-diff.ts";

const before = "a\nb\nc\nd\ne\nf\n";

test("lines that go and come are marked, with some around them", () =>
    expect(fileDiff("x.yaml", before, "a\nb\nc\nD\ne\nf\n", 1)).toBe(
        "--- a/x.yaml\n+++ b/x.yaml\n@@ -3,3 +3,3 @@\n c\n-d\n+D\n e",
    ));

test("changes far from each other are two places, with their lines", () =>
    expect(fileDiff("x.yaml", before, "A\nb\nc\nd\ne\nf\ng\n", 1)).toBe(
        "--- a/x.yaml\n+++ b/x.yaml\n@@ -1,2 +1,2 @@\n-a\n+A\n b\n@@ -6,1 +6,2 @@\n f\n+g",
    ));

test("the same text has no difference", () => expect(fileDiff("x.yaml", before, before)).toBe(""));

test("a new file is shown as one", () =>
    expect(fileDiff("stacks/a.yaml", null, "one\ntwo\n")).toBe(
        "--- /dev/null\n+++ b/stacks/a.yaml\n@@ -0,0 +1,2 @@\n+one\n+two",
    ));

test("a file that goes is shown as one", () =>
    expect(fileDiff("stacks/a.yaml", "one\n", null)).toBe("--- a/stacks/a.yaml\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-one"));

test("git makes the new text of the old one with it, whatever they are", () => {
    const folder = mkdtempSync(join(tmpdir(), "k-one-diff-"));
    const file = join(folder, "x");
    const text = fc
        .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 12 })
        .map((all) => `${all.join("\n")}\n`);
    try {
        fc.assert(
            fc.property(text, text, fc.integer({ min: 0, max: 3 }), (old, next, around) => {
                fc.pre(old !== next);
                writeFileSync(file, old);
                const input = `${fileDiff("x", old, next, around)}\n`;
                execFileSync("git", ["apply", "--unidiff-zero", "-"], { cwd: folder, input });
                expect(readFileSync(file, "utf8")).toBe(next);
            }),
            { numRuns: 30 },
        );
    } finally {
        rmSync(folder, { recursive: true });
    }
});
