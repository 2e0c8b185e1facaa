import {
    formatFinding,
    listEnvironments,
    parseStackFile,
    planEnvironment,
    readEnvironment,
} from "../../plan/environment.ts";
import { type Finding, isError } from "../../plan/finding.ts";
import { UserError } from "../../plan/user-error.ts";
import { type DraftInput, draftFiles } from "./draft.ts";
import { pathOf, renderFile, type StackFileChange } from "./files.ts";

/**
 * Writes the stack files in memory and holds them against the planner's proof.
 * @param folder Folder of the stack files.
 * @param texts Texts of the files that are there, by owner.
 * @throws UserError with everything that is missing or can't be expressed; nothing was written then.
 */
export function planFiles(
    folder: string,
    texts: ReadonlyMap<string, string>,
    input: DraftInput,
): readonly StackFileChange[] {
    const { objects, findings } = draftFiles(input);
    const changes = [...objects].map(([owner, object]): StackFileChange => {
        const before = texts.get(owner) ?? null;
        const publicKey = input.sites.find(({ site }) => site === owner)?.birth?.publicKey ?? null;
        const path = pathOf(folder, input.environment, owner);
        return { owner, path, before, after: renderFile(owner, before, object, publicKey) };
    });
    const planned = prove(folder, input.environment, changes);
    const known = new Set(findings.map(({ path }) => path));
    const errors = [...findings, ...planned.filter((finding) => isError(finding) && !covered(finding.path, known))];
    if (errors.length > 0) throw new UserError(describe(input.environment, errors));
    return changes;
}

/** Findings of the whole environment, with its files that aren't touched. */
function prove(folder: string, environment: string, changes: readonly StackFileChange[]): readonly Finding[] {
    const there = listEnvironments(folder).includes(environment) ? readEnvironment(folder, environment) : [];
    const owners = new Set(changes.map(({ owner }) => owner));
    const files = changes.map(({ path, after }) => parseStackFile(path, after));
    return planEnvironment([...there.filter(({ owner }) => !owners.has(owner)), ...files]).findings;
}

/** What isn't there in OpenStack is missing in the file, too: once is enough. */
function covered(path: string, known: ReadonlySet<string>): boolean {
    return [...known].some((place) => path === place || path.startsWith(`${place}.`));
}

function describe(environment: string, errors: readonly Finding[]): string {
    const lines = [...new Set(errors.map(formatFinding))].sort();
    const count = lines.length === 1 ? "1 thing is" : `${lines.length} things are`;
    return [
        `environment ${environment}: ${count} missing or can't be expressed; nothing was written.`,
        ...lines,
        "What OpenStack doesn't know is given as `--set <path>=<value>`, such as `--set sites.gist.kBox.address=203.0.113.11`.",
    ].join("\n");
}
