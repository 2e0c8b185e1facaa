import { mkdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeLab, isLab, makeFolders } from "../../lab/names.ts";
import { UserError } from "../../plan/user-error.ts";
import { scratchFolder } from "./scratch.ts";

describe("isLab", () => {
    test.each(["lab", "labtest", "lab2"])("%s is a lab", (name) => expect(isLab(name)).toBe(true));
    test.each(["kone", "Lab", "lab-gist", "mylab", ""])("%j is none", (name) => expect(isLab(name)).toBe(false));
});

describe("describeLab", () => {
    test("gives labs and projects different names", () => {
        const names = ["/a", "/b"].flatMap((project) =>
            ["lab", "labtest"].map((name) => describeLab(name, project).wan),
        );
        expect(new Set(names).size).toBe(4);
        for (const name of names) expect(name).toMatch(/^k1-[0-9a-f]{6}-lab(test)?-wan$/);
    });

    test("gives a project the same names through a link", () => {
        const folder = scratchFolder();
        mkdirSync(join(folder, "real"));
        symlinkSync("real", join(folder, "link"));
        expect(describeLab("lab", join(folder, "link")).prefix).toBe(describeLab("lab", join(folder, "real")).prefix);
    });

    test.each(["kone", "lab/../x", `lab${"x".repeat(18)}`])("refuses %s", (name) => {
        expect(() => describeLab(name)).toThrow(UserError);
    });
});

test("makeFolders lets nobody else look into a lab", () => {
    const lab = describeLab("lab", scratchFolder());
    makeFolders(lab);
    makeFolders(lab);
    for (const folder of [lab.home, lab.keys, lab.state, lab.machines])
        expect(statSync(folder).mode & 0o777).toBe(0o700);
});
