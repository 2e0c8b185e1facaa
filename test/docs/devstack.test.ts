import { expect, test } from "vitest";
import { z } from "zod";
import { siteDevStackSchema, towerDevStackSchema } from "../../plan/dev-stack/dev-stack-schema.ts";
import { siteSchema } from "../../plan/site-schema.ts";
import { towerSchema } from "../../plan/tower-schema.ts";
import { pageText } from "./code-blocks.ts";

const page = pageText("docs/devstack.md");

/** A setting as the page tells it. */
interface Row {
    readonly key: string;
    readonly otherwise: string;
    readonly what: string;
}

/** A schema's settings; those of an object within it by their names with a point between. */
function rowsOf(schema: z.ZodObject, prefix = ""): Row[] {
    return Object.entries(schema.shape).flatMap(([name, field]: [string, z.ZodType]) => {
        const key = `${prefix}${name}`;
        const inner = field instanceof z.ZodDefault ? field.unwrap() : field;
        if (inner instanceof z.ZodObject) return rowsOf(inner, `${key}.`);
        const otherwise = field instanceof z.ZodDefault ? `\`${JSON.stringify(field.def.defaultValue)}\`` : "none";
        return [{ key, otherwise, what: field.description ?? "" }];
    });
}

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

test("the table of settings is the schema's: every key with its default and meaning, and no other key", () => {
    const towers = rowsOf(towerDevStackSchema).map(({ key }) => key);
    const rows = rowsOf(siteDevStackSchema).map(({ key, otherwise, what }) =>
        line([`\`${key}\``, towers.includes(key) ? "tower, site" : "site", otherwise, what]),
    );
    expect(towers.filter((key) => !rowsOf(siteDevStackSchema).some((row) => row.key === key))).toEqual([]);
    const wanted = [line(["key", "in the file of", "default", "what"]), line(["---", "---", "---", "---"]), ...rows];
    const lines = page.split("\n");
    const start = lines.findIndex((each) => each.startsWith("| key | in the file of "));
    const found = lines.slice(start, lines.indexOf("", start));
    expect(found).toEqual(wanted);
});

test("the page speaks of each way to make a region, and of each one that makes Keystone", () => {
    for (const [schema, key] of [
        [siteSchema, "bootstrap"],
        [towerSchema, "bootstrap"],
    ] as const) {
        const field = schema.shape[key].unwrap();
        for (const word of field.options) expect(page, word).toContain(`bootstrap: ${word}`);
    }
});
