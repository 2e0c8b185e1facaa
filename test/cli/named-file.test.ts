import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeNamedFile } from "../../cli/named-file.ts";
import { UserError } from "../../plan/user-error.ts";

const scratch = mkdtempSync(join(tmpdir(), "k-one-named-file-"));
afterAll(() => rmSync(scratch, { recursive: true }));

test("is written, over what was there", () => {
    const file = join(scratch, "a.md");
    writeNamedFile("--output", file, "one");
    writeNamedFile("--output", file, "two");
    expect(readFileSync(file, "utf8")).toBe("two");
});

test("is refused by its option when its folder isn't there", () => {
    const write = () => writeNamedFile("--artifact", join(scratch, "nowhere", "a.md"), "one");
    expect(write).toThrow(UserError);
    expect(write).toThrow(/^--artifact: .*a\.md can't be written: ENOENT.* Name a file in a folder that is there\.$/);
});
