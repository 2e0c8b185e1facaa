/**
 * Markdown as GitHub and GitLab read it. Whatever was written by somebody else goes through {@link code} or {@link fence}:
 * there it makes no markup, opens no tag, mentions nobody and refers to no issue.
 */

/** A text as code within a line, also in a table's cell. Its punctuation is written in numbers, which mark nothing up. */
export function code(text: string): string {
    const plain = visible(text).replace(/\n/g, "\\n").replace(/\t/g, " ");
    const inNumbers = plain.replace(/[^\p{L}\p{N} ./-]/gu, (sign) => `&#${sign.codePointAt(0)};`);
    return `<code>${inNumbers.replace(/(www)\./gi, "$1&#46;")}</code>`;
}

/** Lines as a block of code that no run of backticks within it can end. */
export function fence(language: string, lines: readonly string[]): string {
    const text = visible(lines.join("\n"));
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const marks = "`".repeat(longest + 1);
    return [`${marks}${language}`, text, marks].join("\n");
}

/** A part that opens with a click. `summary` is HTML. */
export function details(summary: string, body: string, open = false): string {
    return [`<details${open ? " open" : ""}>`, `<summary>${summary}</summary>`, "", body, "", "</details>"].join("\n");
}

/** A table; a column of numbers stands to the right. Cells are Markdown within a line. */
export function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
    const marks = heads.map((_, at) => (typeof rows[0]?.[at] === "number" ? "---:" : "---"));
    return [heads, marks, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Signs that aren't seen, or turn the order of others around, are written as their numbers. */
export function visible(text: string): string {
    return text
        .replace(/\r\n/g, "\n")
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
            sign === "\n" || sign === "\t" ? sign : `\\u{${sign.codePointAt(0)?.toString(16)}}`,
        );
}
