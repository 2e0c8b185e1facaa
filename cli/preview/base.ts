import { join } from "node:path";
import { forkPoint, gitText } from "../git.ts";
import { type PlanAtRef, planAtRef } from "../plan-at-ref.ts";

/** What a change is held against. */
export interface Base extends PlanAtRef {
    /** Files of the program that differ from it, sorted: with another program, every stack may come out differently. */
    readonly program: readonly string[];
}

/** What the stacks' resources are made by, and judged by. */
const program = ["Pulumi.yaml", "components", "package-lock.json", "plan", "policy", "stacks", "toolchain"];

/**
 * Reads what an environment was before the change: where the work tree's branch left the one that is named, so that what
 * others have merged meanwhile isn't taken for part of the change.
 * @param folder The project's.
 * @throws UserError when the folder is in no git repository, or the ref isn't known there.
 */
export async function readBase(folder: string, environment: string, ref: string): Promise<Base> {
    const commit = await forkPoint(folder, ref);
    const at = await planAtRef(join(folder, "stacks"), environment, commit);
    return { ...at, ref, program: await changedProgram(folder, commit) };
}

async function changedProgram(folder: string, commit: string): Promise<readonly string[]> {
    const changed = await gitText(folder, ["diff", "--name-only", "-z", commit, "--", ...program]);
    const added = await gitText(folder, ["ls-files", "--others", "--exclude-standard", "-z", "--", ...program]);
    const names = [...changed.split("\0"), ...added.split("\0")].filter((name) => name !== "");
    return names.filter((name) => !/^stacks\/[^/]*\.(ya?ml|json)$/.test(name)).sort();
}
