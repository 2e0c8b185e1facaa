import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeFolder, writeWhole } from "../../lab/files.ts";
import { scratchFolder } from "./scratch.ts";

test("writeWhole writes only what changes, with its rights, and leaves nothing beside", () => {
    const folder = scratchFolder();
    const file = join(folder, "deep", "file");
    expect(writeWhole(file, "one", { mode: 0o640 })).toBe(true);
    expect(writeWhole(file, "one", { mode: 0o640 })).toBe(false);
    expect(writeWhole(file, "two", { mode: 0o600 })).toBe(true);
    expect(readFileSync(file, "utf8")).toBe("two");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, "deep"))).toEqual(["file"]);
});

test("makeFolder gives its rights in spite of a user's mask, and leaves a folder that is there alone", () => {
    const before = process.umask(0o077);
    onTestFinished(() => void process.umask(before));
    const folder = join(scratchFolder(), "etc", "ssh");
    makeFolder(folder, 0o755);
    makeFolder(folder, 0o700);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
});
