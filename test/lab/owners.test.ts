import { statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { firstUser, giveRootToMachines, giveToMachine, users } from "../../lab/owners.ts";
import { scratchFolder } from "./scratch.ts";

const root = process.getuid?.() === 0;

test("the machines' users are none that the host gives out itself", () => {
    expect(firstUser).toBeGreaterThan(2 ** 16 * 4);
    expect(firstUser % users).toBe(0);
});

test.runIf(root)("a file is given to root in the machines, and a link itself, not what it leads to", () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "file"), "");
    symlinkSync("file", join(folder, "link"));
    giveToMachine(join(folder, "link"));
    expect(statSync(join(folder, "file")).uid).toBe(0);
    giveToMachine(join(folder, "file"));
    expect(statSync(join(folder, "file")).uid).toBe(firstUser);
});

test.runIf(root)("a root file system that was given away already is left alone", async () => {
    const folder = scratchFolder();
    giveToMachine(folder);
    await expect(giveRootToMachines(folder)).resolves.toBeUndefined();
});
