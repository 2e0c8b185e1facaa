import { UserError } from "../../plan/user-error.ts";
import type { Forge, Note } from "./forge.ts";

/** What a text of ours is found again by: its first line. */
export function markOf(text: string, file: string): string {
    const [mark] = /^<!-- k-one:[\w:-]+ -->(?=\n)/.exec(text) ?? [];
    if (mark !== undefined) return mark;
    throw new UserError(
        `${file}: it doesn't begin with a mark that it could be found again by. ` +
            "Allowed: what `k-one preview <environment> --output <file>` has written.",
    );
}

/** What was done with a comment or an issue. */
export interface Written extends Note {
    readonly what: "written" | "updated" | "left as it is";
}

/** Writes a comment, or updates the one that has the same mark: a pull request has one for each environment. */
export async function putComment(forge: Forge, pullRequest: number, mark: string, text: string): Promise<Written> {
    const before = (await forge.comments(pullRequest)).find(({ body }) => body.startsWith(mark));
    if (before === undefined) return { ...(await forge.addComment(pullRequest, text)), what: "written" };
    if (isSame(before.body, text)) return { ...before, what: "left as it is" };
    return { ...(await forge.editComment(pullRequest, before.id, text)), what: "updated" };
}

/** Forges cut blank ends off, and may keep other line ends. */
export function isSame(one: string, other: string): boolean {
    const plain = (text: string) => text.replace(/\r\n/g, "\n").trim();
    return plain(one) === plain(other);
}
