import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folder of the project. */
export const root = new URL("../..", import.meta.url).pathname;

/** A fenced block of a page. */
export interface CodeBlock {
    /** As it stands behind the fence, such as `sh`; empty when nothing does. */
    readonly language: string;
    readonly text: string;
    /** Line of the opening fence. */
    readonly line: number;
    /** What the comment before it says, such as `run` or `not run: it needs the lab`; `null` without one. */
    readonly marker: string | null;
}

/** Pages for people: README, guides and what stands beside them. */
export function pages(): readonly string[] {
    const own = readdirSync(root).filter((name) => name.endsWith(".md"));
    const docs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
    return [...own, ...docs.map((name) => `docs/${name}`)].sort();
}

/** Text of a page. */
export function pageText(page: string): string {
    return readFileSync(join(root, page), "utf8");
}

/** Fenced blocks of a page's text, in their order. */
export function codeBlocks(text: string): readonly CodeBlock[] {
    const blocks: CodeBlock[] = [];
    let open: { readonly language: string; readonly line: number; readonly lines: string[] } | null = null;
    let marker: string | null = null;
    for (const [index, line] of text.split("\n").entries()) {
        const fence = /^\s*```(\w*)\s*$/.exec(line);
        if (open !== null) {
            if (fence === null) open.lines.push(line);
            else {
                blocks.push({ language: open.language, text: open.lines.join("\n"), line: open.line, marker });
                [open, marker] = [null, null];
            }
        } else if (fence !== null) open = { language: fence[1] ?? "", line: index + 1, lines: [] };
        else marker = /^<!-- (.*) -->$/.exec(line)?.[1] ?? (line.trim() === "" ? marker : null);
    }
    return blocks;
}
