import { LineCounter, parseDocument, type YAMLError } from "yaml";
import { error, type Finding } from "./finding.ts";

/** What a text of YAML holds. */
export interface Yaml {
    /** Its value; `undefined` when it is broken. */
    readonly content: unknown;
    readonly mistakes: readonly Finding[];
}

/** A text's value, nothing decrypted; or every mistake in it, each with file, line and column. */
export function parseYaml(path: string, text: string): Yaml {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
    const errors = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
    const mistakes = errors
        .filter((mistake, index) => isNews(mistake, index, errors, lines))
        .map((mistake) => yamlFinding(path, lines, mistake));
    if (mistakes.length > 0) return { content: undefined, mistakes };
    try {
        return { content: document.toJS() as unknown, mistakes };
    } catch (problem) {
        return { content: undefined, mistakes: [error(path, `broken YAML: ${sentence(String(problem))}`)] };
    }
}

/** After a slip the parser finds fault with the rest of its line, and with the lines that follow in the same words. */
function isNews(mistake: YAMLError, index: number, all: readonly YAMLError[], lines: LineCounter): boolean {
    const line = ({ pos }: YAMLError) => lines.linePos(pos[0]).line;
    const before = all.slice(0, index);
    const sameWords = mistake.code !== "DUPLICATE_KEY" && before.some(({ code }) => code === mistake.code);
    return !sameWords && !before.some((other) => line(other) === line(mistake));
}

function yamlFinding(path: string, lines: LineCounter, mistake: YAMLError): Finding {
    const { line, col } = lines.linePos(mistake.pos[0]);
    return error(`${path}:${line}:${col}`, `broken YAML: ${plainWords.get(mistake.code) ?? sentence(mistake.message)}`);
}

/** Where the parser speaks of itself, or of more than the operator sees. */
const plainWords: ReadonlyMap<string, string> = new Map([
    ["DUPLICATE_KEY", "this key stands twice in its object. Keep one of them."],
    ["MULTIPLE_DOCS", "a second document begins here. A stack file is one document: take out the line ---."],
    ["TAB_AS_INDENT", "a tab stands at the beginning of the line. Indent with blanks."],
]);

function sentence(message: string): string {
    return `${message.replace(/\.$/, "")}.`;
}
