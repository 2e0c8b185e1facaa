import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { isPlaceholder, namesSecret, secretIn } from "../policy/secret-words.ts";

/** One step of the engine, as its events describe it. */
export type Step = NonNullable<EngineEvent["resourcePreEvent"]>["metadata"];

/** Values of a resource, as an event has them. */
export type Values = Readonly<Record<string, unknown>> | undefined;

/** Whole properties that a step changes: a list's single places say little without the others. */
export function changedProperties(step: Step): readonly string[] {
    const paths = Object.keys(step.detailedDiff ?? {});
    const roots = paths.length > 0 ? paths : (step.diffs ?? []);
    return [...new Set(roots.map(rootOf))].sort();
}

/** First name of a property's path. */
export function rootOf(path: string): string {
    return /^[^.[]+/.exec(path)?.[0] ?? path;
}

/** What stands in place of a secret. */
export const hidden = "[secret]";

/** What stands in place of a value that only `up` gets to know. */
export const unknownYet = "[known after up]";

/**
 * A property's value as JSON, or `null` when it has none. The engine has put `[secret]` in a secret's place, but for one
 * that stands inside something else. What nobody has marked, but looks like one, is hidden, too.
 */
export function jsonOf(values: Values, property: string): string | null {
    const value = values?.[property];
    return value === undefined || value === null ? null : JSON.stringify(blotted(property, value));
}

/** Marks in Pulumi's own format of values: of a secret, and of what isn't known yet. */
const secretMark = "4dabf18193072939515e22adb298388d";
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the bridge and the engine keep for themselves. */
const internal = new Set(["__defaults", "__internal", "__pulumi-go-provider-version"]);

/** Properties that somebody has given, not the engine's own, sorted. */
export function ownProperties(values: Values): readonly string[] {
    return Object.keys(values ?? {})
        .filter((name) => !internal.has(name))
        .sort();
}

/** What is in a list is called like the list. */
function blotted(name: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => blotted(name, item));
    if (typeof value === "object" && value !== null) return blottedObject(value);
    if (typeof value === "number") return value > 999 && namesSecret(name) ? hidden : value;
    if (typeof value !== "string") return value;
    if (value === unknownMark) return unknownYet;
    return (namesSecret(name) && !isPlaceholder(value)) || secretIn(value) !== null ? hidden : value;
}

function blottedObject(value: object): unknown {
    if (secretMark in value) return hidden;
    const fields = Object.entries(value).filter(([name]) => !internal.has(name));
    return Object.fromEntries(fields.map(([name, inner]) => [name, blotted(name, inner)]));
}

/** A text of somebody else, such as an error, without lines that hold what looks like a secret. */
export function withoutSecrets(text: string): string {
    const lines = text.split("\n");
    if (secretIn(text) === null) return text;
    const open = lines.map((line) => (secretIn(line) === null ? line : hidden)).join("\n");
    return secretIn(open) === null ? open : hidden;
}
