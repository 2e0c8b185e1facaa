import type { Resource } from "./resource.ts";

/** A single value in a resource's inputs. */
export interface Leaf {
    /** Where it is, such as `["connection", "port"]`. */
    readonly path: readonly (string | number)[];
    readonly value: unknown;
}

/** Every single value in one of a resource's inputs, or in something like it. */
export function leavesOf(resource: Pick<Resource, "get">, input: string): Iterable<Leaf> {
    return within(resource.get(input), [input]);
}

function* within(value: unknown, path: Leaf["path"]): Iterable<Leaf> {
    if (value === undefined) return;
    if (typeof value !== "object" || value === null) {
        yield { path, value };
        return;
    }
    const isList = Array.isArray(value);
    for (const [key, inner] of Object.entries(value)) yield* within(inner, [...path, isList ? Number(key) : key]);
}
