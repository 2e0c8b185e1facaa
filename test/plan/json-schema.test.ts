import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { jsonSchemas } from "../../plan/json-schema.ts";

const folder = new URL("../../stacks/", import.meta.url);

describe("the JSON Schemas beside the stack files", () => {
    test.each(Object.entries(jsonSchemas))(
        "%s is current (else: npx vitest run -u test/plan/json-schema)",
        async (name, schema) => {
            await expect(schema()).toMatchFileSnapshot(new URL(name, folder).pathname);
        },
    );

    test.each(Object.keys(jsonSchemas))("%s describes every field, and knows no other", (name) => {
        const objects = objectsIn(JSON.parse(readFileSync(new URL(name, folder), "utf8")).properties.config.properties);
        const fields = objects.flatMap(({ properties }) => Object.entries(properties));
        expect(fields.length).toBeGreaterThan(15);
        expect(fields.filter(([, field]) => !hasDescription(field)).map(([key]) => key)).toEqual([]);
        expect(objects.filter(({ additionalProperties }) => additionalProperties === undefined)).toEqual([]);
    });
});

interface ObjectSchema {
    readonly properties: Readonly<Record<string, unknown>>;
    readonly additionalProperties?: unknown;
}

function objectsIn(schema: unknown): ObjectSchema[] {
    if (typeof schema !== "object" || schema === null) return [];
    const own = "properties" in schema && "type" in schema ? [schema as ObjectSchema] : [];
    return [...own, ...Object.values(schema).flatMap(objectsIn)];
}

function hasDescription(field: unknown): boolean {
    return typeof field === "object" && field !== null && "description" in field;
}
