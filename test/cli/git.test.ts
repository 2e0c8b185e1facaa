import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commitOf, git, gitText } from "../../cli/git.ts";

const folder = mkdtempSync(join(tmpdir(), "k-one-git-"));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
    await gitText(folder, ["init", "--quiet", "--initial-branch=main"]);
    const user = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    await gitText(folder, [...user, "commit", "--quiet", "--allow-empty", "--message=one"]);
});

describe("git", () => {
    test("gives the whole output", async () => expect(await gitText(folder, ["log", "--format=%s"])).toBe("one\n"));

    test("leaves a failure to its caller, or says what failed", async () => {
        expect(await git(folder, ["show", "nowhere"])).toMatchObject({
            text: "",
            problem: expect.stringMatching(/nowhere/),
        });
        await expect(gitText(folder, ["show", "nowhere"])).rejects.toThrow(/^git show failed: .*nowhere/s);
    });

    test("finds the commit of a ref, and names one that isn't there", async () => {
        expect(await commitOf(folder, "main")).toMatch(/^[0-9a-f]{40}$/);
        await expect(commitOf(folder, "--all")).rejects.toThrow('--base: git knows no "--all".');
    });
});
