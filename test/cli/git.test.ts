import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commitOf, forkPoint, git, gitText } from "../../cli/git.ts";

const folder = mkdtempSync(join(tmpdir(), "k-one-git-"));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
    await gitText(folder, ["init", "--quiet", "--initial-branch=main"]);
    await commit("one");
});

async function commit(message: string): Promise<void> {
    const user = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    await gitText(folder, [...user, "commit", "--quiet", "--allow-empty", `--message=${message}`]);
}

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

    test("finds where a branch left another, whatever was merged there since", async () => {
        const left = await commitOf(folder, "main");
        await gitText(folder, ["switch", "--quiet", "--create", "branch"]);
        await commit("two");
        await gitText(folder, ["switch", "--quiet", "main"]);
        await commit("three");
        await gitText(folder, ["switch", "--quiet", "branch"]);
        expect(await forkPoint(folder, "main")).toBe(left);
        expect(await forkPoint(folder, "HEAD")).toBe(await commitOf(folder, "branch"));
        await gitText(folder, ["switch", "--quiet", "main"]);
    });
});
