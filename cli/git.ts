import { execa } from "execa";
import { UserError } from "../plan/user-error.ts";

/** What git said. */
export interface GitAnswer {
    /** Exit code. */
    readonly code: number;
    readonly text: string;
    readonly problem: string;
}

/**
 * Full hash of the commit that a ref stands for. `--end-of-options`: a ref that begins with a dash is a ref all the same.
 * @throws UserError when the folder is in no git repository, or the ref isn't known there.
 */
export async function commitOf(folder: string, ref: string): Promise<string> {
    const found = await git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
    if (found.code === 0 && ref !== "") return found.text.trim();
    const inside = await git(folder, ["rev-parse", "--git-dir"]);
    if (inside.code !== 0) throw new UserError(noRepository(ref, folder, inside.problem));
    throw new UserError(
        `--base: git knows no ${JSON.stringify(ref)}. Name a branch, a tag or a commit that is here, such as ` +
            "origin/main or HEAD~1; fetch it first when it is on the server only: `git fetch origin main`.",
    );
}

/**
 * Full hash of the commit at which the work tree's branch left a ref, so that what others have merged there meanwhile is no
 * part of this branch's change. A shallow clone may not know it; the ref itself is the best there is then.
 * @throws UserError as {@link commitOf} does.
 */
export async function forkPoint(folder: string, ref: string): Promise<string> {
    const commit = await commitOf(folder, ref);
    const { code, text } = await git(folder, ["merge-base", commit, "HEAD"]);
    return code === 0 ? text.trim() : commit;
}

/** Git's own words say how to trust a folder of another owner, as in a container of CI. */
function noRepository(ref: string, folder: string, problem: string): string {
    return (
        `--base: ${folder} is in no git repository that git reads, so there is nothing at ${JSON.stringify(ref)} to ` +
        `compare with. Clone the project with git, or leave out --base. Git says: ${problem}`
    );
}

/** Output of a git command that should work. */
export async function gitText(folder: string, words: readonly string[]): Promise<string> {
    const { code, text, problem } = await git(folder, words);
    if (code === 0) return text;
    throw new UserError(`git ${words[0]} failed: ${problem} Mend the repository, such as with \`git fsck\`.`);
}

/** Runs git in a folder; a failure is the caller's to judge. */
export async function git(folder: string, words: readonly string[]): Promise<GitAnswer> {
    const { exitCode, stdout, stderr, code } = await execa("git", words, {
        cwd: folder,
        reject: false,
        stripFinalNewline: false,
        // A GIT_DIR of a hook that runs this would name another repository than the folder's.
        env: { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined },
    });
    if (code === "ENOENT") throw new UserError("--base needs git, which isn't installed. Debian: apt install git.");
    return { code: exitCode ?? 128, text: stdout, problem: stderr.trim() };
}
