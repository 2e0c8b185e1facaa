import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { projectFolder } from "../../lab/names.ts";

/** A commit that no branch and no object store of the project knows. */
export interface BaseCommit {
    readonly commit: string;
    /** Variables under which git finds it. */
    readonly env: Readonly<Record<string, string>>;
    remove(): void;
}

/**
 * Commits the work tree as it stands, but for some files: what a branch with these changes would have left.
 * @param files Text by path in the project; `null` for one that isn't there.
 */
export async function commitBase(files: Readonly<Record<string, string | null>>): Promise<BaseCommit> {
    const folder = mkdtempSync(join(tmpdir(), "k-one-base-"));
    const trust = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "safe.directory", GIT_CONFIG_VALUE_0: "*" };
    const run = async (env: Readonly<Record<string, string>>, words: readonly string[], input = "") =>
        (await execa("git", words, { cwd: projectFolder, env: { ...trust, ...env }, input })).stdout;
    const objects = resolve(projectFolder, await run({}, ["rev-parse", "--git-path", "objects"]));
    const env = { ...trust, GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects };
    const own = { ...env, GIT_INDEX_FILE: join(folder, "index") };
    await run(own, ["add", "--all"]);
    for (const [path, text] of Object.entries(files)) {
        if (text === null) await run(own, ["rm", "--quiet", "--cached", "--ignore-unmatch", path]);
        else
            await run(own, [
                "update-index",
                "--add",
                "--cacheinfo",
                `100644,${await run(own, ["hash-object", "-w", "--stdin"], text)},${path}`,
            ]);
    }
    const user = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    const commit = await run(env, [...user, "commit-tree", "-m", "base", await run(own, ["write-tree"])]);
    return { commit, env, remove: () => rmSync(folder, { recursive: true }) };
}
