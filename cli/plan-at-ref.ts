import { basename } from "node:path";
import { type Finding, parseStackFile, planEnvironment, type StackFile } from "../plan/environment.ts";
import type { EnvironmentPlan } from "../plan/environment-plan.ts";
import { parseFileName } from "../plan/stack-file.ts";
import { commitOf, gitText } from "./git.ts";

/** What an environment's files said at a git ref. */
export interface PlanAtRef {
    /** As it was given, such as `origin/main`. */
    readonly ref: string;
    /** Full hash of the commit that it stands for. */
    readonly commit: string;
    /** None when the environment wasn't there: then all of it is new. */
    readonly files: readonly StackFile[];
    /** Each file's text by its name, such as `Pulumi.kone-gist.yaml`. */
    readonly texts: ReadonlyMap<string, string>;
    /** `null` without files, and when a finding is an error. */
    readonly plan: EnvironmentPlan | null;
    readonly findings: readonly Finding[];
}

/**
 * Reads an environment's stack files as they were at a git ref: the work tree is neither read nor changed.
 * They are planned as of the commit's day, so that an acceptance that has run out since then is no mistake of theirs.
 * @param folder Folder of the stack files, inside a git repository.
 * @param ref Branch, tag or commit; it is taken as it stands, without a merge base.
 * @throws UserError when the folder is in no git repository, or the ref isn't known there.
 */
export async function planAtRef(folder: string, environment: string, ref: string): Promise<PlanAtRef> {
    const commit = await commitOf(folder, ref);
    const names = (await namesAt(folder, commit)).filter((name) => parseFileName(name)?.environment === environment);
    const texts = new Map(await Promise.all(names.map((name) => textAt(folder, commit, name))));
    const files = [...texts].map(([name, text]) => parseStackFile(`${ref}:${basename(folder)}/${name}`, text));
    if (files.length === 0) return { ref, commit, files, texts, plan: null, findings: [] };
    return { ref, commit, files, texts, ...planEnvironment(files, await dayOf(folder, commit)) };
}

async function namesAt(folder: string, commit: string): Promise<readonly string[]> {
    const names = await gitText(folder, ["ls-tree", "-z", "--name-only", commit]);
    return names.split("\0").filter((name) => name !== "");
}

async function textAt(folder: string, commit: string, name: string): Promise<readonly [string, string]> {
    return [name, await gitText(folder, ["show", `${commit}:./${name}`])];
}

/** Day that a commit was made on, such as `2026-11-22`. */
async function dayOf(folder: string, commit: string): Promise<string> {
    return (await gitText(folder, ["show", "--no-patch", "--format=%cs", commit])).trim();
}
