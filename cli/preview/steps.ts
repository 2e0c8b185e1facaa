import { fileDiff } from "../file-diff.ts";
import type { PlannedProperty, PlannedStep } from "../planned-step.ts";

/** How much is told of a stack's steps, from all to nothing. */
export const amounts = ["all", "short values", "changes", "names", "numbers"] as const;

/** One of {@link amounts}. */
export type Amount = (typeof amounts)[number];

const most = { letters: 160, lines: 12 };
const marks = { create: "+", update: "!", replace: "!", delete: "-" } as const;

/** Lines of a diff for what would be done with each resource; a component only holds others, so its own values say nothing. */
export function stepLines(steps: readonly PlannedStep[], amount: Amount): readonly string[] {
    if (amount === "numbers") return [];
    return steps.flatMap((step) => [head(step), ...(tellsValues(step, amount) ? values(step, amount) : [])]);
}

function tellsValues({ component, verb }: PlannedStep, amount: Amount): boolean {
    return !component && amount !== "names" && (amount !== "changes" || verb !== "create");
}

function head({ verb, resource, type, properties, component }: PlannedStep): string {
    const causes = properties.filter(({ replaces }) => replaces).map(({ name }) => name);
    const why = verb === "replace" && causes.length > 0 ? `, since ${causes.join(", ")} can't be changed in place` : "";
    return oneLine(`${marks[verb]} ${verb} ${resource} (${component ? "component " : ""}${type})${why}`);
}

function values({ properties }: PlannedStep, amount: Amount): readonly string[] {
    return properties.flatMap((property) => {
        const lines = propertyLines(property);
        return amount === "all" ? lines : shortened(lines);
    });
}

function propertyLines({ name, was, is }: PlannedProperty): readonly string[] {
    if (was === is) return [oneLine(`!     ${name}: ${is ?? "[hidden]"} (changes, but isn't shown)`)];
    const [before, after] = [textOf(was), textOf(is)];
    if (before?.includes("\n") || after?.includes("\n")) return textLines(name, before, after);
    return [
        ...(was === null ? [] : [oneLine(`-     ${name}: ${was}`)]),
        ...(is === null ? [] : [oneLine(`+     ${name}: ${is}`)]),
    ];
}

/** A script or a file: its lines, or what changes of them. */
function textLines(name: string, before: string | null, after: string | null): readonly string[] {
    const changed = fileDiff(name, before, after, 1).split("\n").slice(2);
    const lines = changed.filter((line) => !line.startsWith("@@"));
    return [`!     ${oneLine(name)}:`, ...lines.map((line) => `${line.slice(0, 1)}         ${line.slice(1)}`)];
}

/** The text that a JSON value stands for, or `null` for any other value. */
function textOf(json: string | null): string | null {
    return json?.startsWith('"') ? (JSON.parse(json) as string) : json;
}

function shortened(lines: readonly string[]): readonly string[] {
    const rest = lines.length - most.lines;
    const kept = rest > 0 ? [...lines.slice(0, most.lines), `          … ${rest} more lines`] : lines;
    return kept.map((line) => (line.length > most.letters ? `${line.slice(0, most.letters)}…` : line));
}

function oneLine(text: string): string {
    return text.replace(/\n/g, "\\n");
}
