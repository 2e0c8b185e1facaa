import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
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
    makeFolder(folder, { mode: 0o755 });
    makeFolder(folder, { mode: 0o700 });
    expect(statSync(folder).mode & 0o777).toBe(0o755);
});

test("whoever asks is told of each file and folder that is made, before it has its name", () => {
    const folder = scratchFolder();
    const told: [string, boolean][] = [];
    const made = (file: string) => void told.push([file, existsSync(join(folder, "etc/hosts"))]);
    makeFolder(join(folder, "etc"), { mode: 0o755, made });
    writeWhole(join(folder, "etc/hosts"), "x", { mode: 0o644, made });
    expect(told.map(([, visible]) => visible)).toEqual([false, false]);
    expect(told[0]?.[0]).toBe(join(folder, "etc"));
});
