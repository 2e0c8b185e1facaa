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

/**
 * Holds a value against a schema and keeps the parts that fit.
 * zod's own parse gives nothing at all when one field is wrong; the rules could then say nothing about the others.
 */
export function read<T>(schema: z.ZodType<T>, value: unknown, path: string): Reading<T> {
    const findings: Finding[] = [];
    const report: Report = (at, message) => void findings.push(error(at, message));
    const draft = readPart(schema, value, path, report);
    const result = schema.safeParse(value);
    if (!result.success && findings.length === 0) report(path, z.prettifyError(result.error));
    const complete = result.success && findings.length === 0 ? result.data : null;
    return { draft: (draft ?? {}) as Draft<T>, complete, findings };
}

/** Part of a value that fits, or `undefined` when it is missing or wrong. */
function readPart(schema: z.core.$ZodType, value: unknown, path: string, report: Report): unknown {
    if (schema instanceof z.ZodDefault) {
        return value === undefined ? schema.def.defaultValue : readPart(schema.unwrap(), value, path, report);
    }
    if (schema instanceof z.ZodNullable) return value === null ? null : readPart(schema.unwrap(), value, path, report);
    if (value === undefined || value === null) return report(path, `missing. Needed here: ${help(schema)}`);
    if (isSecret(value)) return report(path, secretInside);
    if (schema instanceof z.ZodObject) return readObject(schema, value, path, report);
    if (schema instanceof z.ZodRecord) return readRecord(schema, value, path, report);
    if (schema instanceof z.ZodArray) return readArray(schema, value, path, report);
    return readLeaf(schema, value, path, report);
}

const secretInside =
    "a secret stands inside this object, and makes all of it secret. " +
    "Give it a key of its own: pulumi config set --secret k-one:<name>.";

/** A misspelt key's value is read as that of the absent key that was meant: so one slip is one finding. */
function readObject(schema: z.ZodObject, value: unknown, path: string, report: Report): unknown {
    if (!isMap(value)) return report(path, `${kindOf(value)} stands here; keys are needed: ${help(schema)}`);
    const known = Object.keys(schema.shape);
    const absent = known.filter((key) => !Object.hasOwn(value, key));
    const extra = Object.keys(value).filter((key) => !known.includes(key));
    const meant = new Map(extra.map((key) => [nearest(key, absent) ?? "", key]));
    const readField = (key: string, written = meant.get(key) ?? key) =>
        readPart(schema.shape[key] ?? z.never(), value[written], `${path}.${written}`, report);
    const readExtra = (key: string) =>
        hasCatchall(schema) && nearest(key, absent) === null
            ? readPart(schema.def.catchall, value[key], `${path}.${key}`, report)
            : report(`${path}.${key}`, `unknown key.${didYouMean(key, absent)} Allowed: ${known.join(", ")}.`);
    const rest = extra.map((key) => [key, readExtra(key)]);
    return Object.fromEntries([...rest, ...known.map((key) => [key, readField(key)])]);
}

/** Whether keys are allowed that the schema doesn't name. */
function hasCatchall(schema: z.ZodObject): schema is z.ZodObject & { readonly def: { readonly catchall: z.ZodType } } {
    return schema.def.catchall !== undefined && !(schema.def.catchall instanceof z.ZodNever);
}

function readRecord(schema: z.ZodRecord, value: unknown, path: string, report: Report): unknown {
    if (!isMap(value)) return report(path, `${kindOf(value)} stands here; keys are needed: ${help(schema)}`);
    const parts = Object.entries(value).map(([key, part]) => {
        const at = `${path}.${key}`;
        const goodKey = readLeaf(schema.keyType, key, at, report) !== undefined;
        return [key, goodKey ? readPart(schema.valueType, part, at, report) : undefined];
    });
    return Object.fromEntries(parts);
}

function readArray(schema: z.ZodArray, value: unknown, path: string, report: Report): unknown {
    if (!Array.isArray(value)) return report(path, `${kindOf(value)} stands here; a list is needed: ${help(schema)}`);
    return value.map((element, index) => readPart(schema.element, element, `${path}[${index}]`, report));
}

function readLeaf(schema: z.core.$ZodType, value: unknown, path: string, report: Report): unknown {
    const result = z.safeParse(schema, value);
    if (result.success) return result.data;
    return report(path, leafMessage(schema, value, result.error.issues[0]));
}

function leafMessage(schema: z.core.$ZodType, value: unknown, issue: z.core.$ZodIssue | undefined): string {
    if (issue?.code === "custom") return issue.message;
    if (issue?.code === "invalid_value") return notAllowed(value, issue.values.map(String));
    if (schema instanceof z.ZodNumber && typeof value === "number") {
        return `${value} doesn't fit. Allowed: whole numbers from ${schema.minValue} to ${schema.maxValue}.`;
    }
    return `${kindOf(value)} stands here; ${wanted(schema)} is needed: ${help(schema)}`;
}

function notAllowed(value: unknown, allowed: readonly string[]): string {
    const given = typeof value === "string" ? value : kindOf(value);
    return `${JSON.stringify(given)} is not known.${didYouMean(given, allowed)} Allowed: ${allowed.join(", ")}.`;
}

function wanted(schema: z.core.$ZodType): string {
    if (schema instanceof z.ZodNumber) return "a whole number";
    return schema instanceof z.ZodBoolean ? "true or false" : "text";
}

function help(schema: z.core.$ZodType): string {
    return z.globalRegistry.get(schema)?.description ?? "see the schema.";
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
