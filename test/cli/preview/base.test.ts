import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBase } from "../../../cli/preview/base.ts";
import { sample } from "../../plan/sample.ts";

const folder = mkdtempSync(join(tmpdir(), "k-one-base-"));
afterAll(() => rmSync(folder, { recursive: true }));

const git = (...words: readonly string[]) =>
    execa("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", ...words], { cwd: folder });

function write(name: string, text: string): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
}

async function commit(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) write(name, text);
    await git("add", "--all");
    await git("commit", "--quiet", "--message=x");
}

/** A branch that left main before somebody else merged something there. */
beforeAll(async () => {
    await git("init", "--quiet", "--initial-branch=main");
    const tower = { "stacks/Pulumi.lab-tower.yaml": sample.tower, "components/guest.ts": "1", "README.md": "1" };
    await commit({ ...tower, "stacks/Pulumi.lab-gist.yaml": sample.gist });
    await git("switch", "--quiet", "--create", "branch");
    await commit({ "stacks/Pulumi.lab-korea.yaml": sample.korea, "README.md": "2" });
    await git("switch", "--quiet", "main");
    await commit({ "stacks/Pulumi.lab-gist.yaml": sample.gist.replace("R1", "R9"), "components/guest.ts": "2" });
    await git("switch", "--quiet", "branch");
});

test("what others have merged meanwhile is no part of the change", async () => {
    const { plan, ref, program } = await readBase(folder, "lab", "main");
    expect(plan?.sites.map(({ site, router }) => [site, router])).toEqual([["gist", "R1"]]);
    expect({ ref, program }).toEqual({ ref: "main", program: [] });
});

test("a program that differs is named, committed or not; stack files and texts are none", async () => {
    write("components/guest.ts", "3");
    write("policy/new.ts", "1");
    write("stacks/Pulumi.lab-gist.yaml", "x");
    expect((await readBase(folder, "lab", "main")).program).toEqual(["components/guest.ts", "policy/new.ts"]);
});

test("a ref that isn't there is named", async () => {
    await expect(readBase(folder, "lab", "nowhere")).rejects.toThrow('--base: git knows no "nowhere".');
});
