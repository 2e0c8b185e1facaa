import { z } from "zod";
import type { Draft } from "./draft.ts";
import { error, type Finding } from "./finding.ts";
import { isMap } from "./map.ts";
import { didYouMean, nearest } from "./nearest.ts";

/** A value held against a schema. */
export interface Reading<T> {
    /** All of it that fits. */
    readonly draft: Draft<T>;
    /** The value with its defaults, or `null` when a part of it doesn't fit. */
    readonly complete: T | null;
    readonly findings: readonly Finding[];
}

type Report = (path: string, message: string) => void;

/** Where a value stands, and what it is for. */
interface Place {
    readonly path: string;
    readonly about: string;
    readonly report: Report;
}

/**
 * Holds a value against a schema and keeps the parts that fit.
 * zod's own parse gives nothing at all when one field is wrong; the rules could then say nothing about the others.
 */
export function read<T>(schema: z.ZodType<T>, value: unknown, path: string): Reading<T> {
    const result = schema.safeParse(value);
    if (result.success) return { draft: result.data as Draft<T>, complete: result.data, findings: [] };
    const findings: Finding[] = [];
    const report: Report = (at, message) => void findings.push(error(at, message));
    const draft = readPart(schema, value, { path, about: aboutOf(schema), report });
    if (findings.length === 0) report(path, z.prettifyError(result.error));
    return { draft: (draft ?? {}) as Draft<T>, complete: null, findings };
}

/** Part of a value that fits, or `undefined` when it is missing or wrong. */
function readPart(schema: z.core.$ZodType, value: unknown, outer: Place): unknown {
    const place = { ...outer, about: aboutOf(schema, outer.about) };
    if (schema instanceof z.ZodDefault) {
        return value === undefined ? schema.def.defaultValue : readPart(schema.unwrap(), value, place);
    }
    if (schema instanceof z.ZodNullable) return value === null ? null : readPart(schema.unwrap(), value, place);
    if (value === undefined || value === null) return say(place, `missing. Needed here: ${place.about}`);
    if (isSecret(value)) return say(place, secretInside);
    if (schema instanceof z.ZodObject) return readObject(schema, value, place);
    if (schema instanceof z.ZodRecord) return readRecord(schema, value, place);
    if (schema instanceof z.ZodArray) return readArray(schema, value, place);
    return readLeaf(schema, value, place);
}

const secretInside =
    "a secret stands inside this object, and makes all of it secret. " +
    "Give it a key of its own: pulumi config set --secret k-one:<name>.";

/** A misspelt key's value is read as that of the absent key that was meant: so one slip is one finding. */
function readObject(schema: z.ZodObject, value: unknown, place: Place): unknown {
    if (!isMap(value)) return say(place, `${kindOf(value)} stands here; keys are needed: ${place.about}`);
    const known = Object.keys(schema.shape);
    const absent = known.filter((key) => !Object.hasOwn(value, key));
    const extra = Object.keys(value).filter((key) => !known.includes(key));
    const meant = new Map(extra.map((key) => [nearest(key, absent) ?? "", key]));
    const readField = (key: string, written = meant.get(key) ?? key) =>
        readPart(schema.shape[key] ?? z.never(), value[written], inside(place, `.${written}`));
    const readExtra = (key: string) =>
        hasCatchall(schema) && nearest(key, absent) === null
            ? readPart(schema.def.catchall, value[key], inside(place, `.${key}`))
            : say(inside(place, `.${key}`), `unknown key.${didYouMean(key, absent)} Allowed: ${known.join(", ")}.`);
    const rest = extra.map((key) => [key, readExtra(key)]);
    return Object.fromEntries([...rest, ...known.map((key) => [key, readField(key)])]);
}

/** Whether keys are allowed that the schema doesn't name. */
function hasCatchall(schema: z.ZodObject): schema is z.ZodObject & { readonly def: { readonly catchall: z.ZodType } } {
    return schema.def.catchall !== undefined && !(schema.def.catchall instanceof z.ZodNever);
}

function readRecord(schema: z.ZodRecord, value: unknown, place: Place): unknown {
    if (!isMap(value)) return say(place, `${kindOf(value)} stands here; keys are needed: ${place.about}`);
    const parts = Object.entries(value).map(([key, part]) => {
        const at = inside(place, `.${key}`);
        const goodKey = readLeaf(schema.keyType, key, at) !== undefined;
        return [key, goodKey ? readPart(schema.valueType, part, at) : undefined];
    });
    return Object.fromEntries(parts);
}

function readArray(schema: z.ZodArray, value: unknown, place: Place): unknown {
    if (!Array.isArray(value)) return say(place, `${kindOf(value)} stands here; a list is needed: ${place.about}`);
    return value.map((element, index) => readPart(schema.element, element, inside(place, `[${index}]`)));
}

function readLeaf(schema: z.core.$ZodType, value: unknown, place: Place): unknown {
    const result = z.safeParse(schema, value);
    return result.success ? result.data : say(place, leafMessage(schema, value, result.error.issues[0], place.about));
}

function leafMessage(
    schema: z.core.$ZodType,
    value: unknown,
    issue: z.core.$ZodIssue | undefined,
    about: string,
): string {
    if (issue?.code === "custom") return issue.message;
    if (issue?.code === "invalid_value") return notAllowed(value, issue.values.map(String));
    if (schema instanceof z.ZodNumber && typeof value === "number") {
        return `${value} doesn't fit. Allowed: whole numbers from ${schema.minValue} to ${schema.maxValue}.`;
    }
    return `${kindOf(value)} stands here; ${wanted(schema)} is needed: ${about}`;
}

function notAllowed(value: unknown, allowed: readonly string[]): string {
    const given = typeof value === "string" ? value : kindOf(value);
    return `${JSON.stringify(given)} is not known.${didYouMean(given, allowed)} Allowed: ${allowed.join(", ")}.`;
}

function wanted(schema: z.core.$ZodType): string {
    if (schema instanceof z.ZodNumber) return "a whole number";
    return schema instanceof z.ZodBoolean ? "true or false" : "text";
}

/** What the schema says a value is for; what is around it says so when it doesn't. */
function aboutOf(schema: z.core.$ZodType, around = "see the schema."): string {
    return z.globalRegistry.get(schema)?.description ?? around;
}

function inside(place: Place, step: string): Place {
    return { ...place, path: place.path + step };
}

/** Reports what is wrong at a place; nothing of it is kept. */
function say({ report, path }: Place, message: string): undefined {
    report(path, message);
}

function kindOf(value: unknown): string {
    if (Array.isArray(value)) return "a list";
    if (typeof value === "object") return value === null ? "nothing" : "an object";
    if (typeof value === "string") return value.length > 40 ? "text" : `text ${JSON.stringify(value)}`;
    return `the ${typeof value} ${value}`;
}

/** Pulumi writes a secret as `{secure: v1:…}`, alone in its object. */
function isSecret(value: unknown): boolean {
    return isMap(value) && Object.keys(value).length === 1 && typeof value.secure === "string";
}
