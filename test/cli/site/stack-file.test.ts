import { expect, test } from "vitest";
import { diffOfGone, diffOfNew } from "../../../cli/site/stack-file.ts";

test("a new file is shown as one", () =>
    expect(diffOfNew("stacks/a.yaml", "one\ntwo\n")).toBe(
        "--- /dev/null\n+++ b/stacks/a.yaml\n@@ -0,0 +1,2 @@\n+one\n+two",
    ));

test("a file that goes is shown as one", () =>
    expect(diffOfGone("stacks/a.yaml", "one\n")).toBe("--- a/stacks/a.yaml\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-one"));
