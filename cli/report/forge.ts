import { UserError } from "../../plan/user-error.ts";

/** Something that was written on a pull request, or an issue's text. */
export interface Note {
    readonly id: number;
    readonly body: string;
    /** Page where it is read. */
    readonly url: string;
}

/** Where a project's pull requests and issues are. Only what our own user has written is ever listed. */
export interface Forge {
    /** Our own comments on a pull request. */
    comments(pullRequest: number): Promise<readonly Note[]>;
    addComment(pullRequest: number, body: string): Promise<Note>;
    editComment(pullRequest: number, id: number, body: string): Promise<Note>;
    /** Our own open issues. */
    issues(): Promise<readonly Note[]>;
    openIssue(title: string, body: string): Promise<Note>;
    editIssue(id: number, body: string): Promise<Note>;
    /** Closes it, with a last word. */
    closeIssue(id: number, word: string): Promise<Note>;
}

/** A forge, and the pull request that a job runs for. */
export interface Job {
    readonly forge: Forge;
    /** `null` when the job runs for none. */
    readonly pullRequest: number | null;
}

/** Values of variables that must be set. */
export function required<Name extends string>(
    env: NodeJS.ProcessEnv,
    names: Readonly<Record<Name, string>>,
): Readonly<Record<Name, string>> {
    const missing = Object.entries<string>(names).filter(([name]) => (env[name] ?? "") === "");
    if (missing.length > 0) {
        throw new UserError(missing.map(([name, what]) => `${name} isn't set: ${what}.`).join("\n"));
    }
    return Object.fromEntries(Object.keys(names).map((name) => [name, env[name]])) as Record<Name, string>;
}

/** A positive whole number, or `null`. */
export function numberIn(text: string | undefined): number | null {
    return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : null;
}
