import { z } from "zod";
import { siteSchema } from "./site-schema.ts";
import { towerSchema } from "./tower-schema.ts";

/**
 * Texts of the JSON Schemas by file name. A stack file's first line names its own, so that editors complete and check it:
 * `# yaml-language-server: $schema=site.schema.json`.
 */
export const jsonSchemas = {
    "site.schema.json": () => render(stackFileSchema("k-one:site", siteSchema)),
    "tower.schema.json": () => render(stackFileSchema("k-one:tower", towerSchema)),
} as const;

/** Schema of a whole stack file: of Pulumi's own keys and of secrets it says nothing. */
function stackFileSchema(key: string, schema: z.ZodType): unknown {
    const { $schema, ...object } = z.toJSONSchema(schema, { io: "input" });
    return {
        $schema,
        title: `A stack file with ${key}`,
        type: "object",
        properties: { config: { type: "object", properties: { [key]: object }, required: [key] } },
        required: ["config"],
    };
}

/** As the formatter prints it: a list of words in one line, where it fits. */
function render(schema: unknown): string {
    const lists = /^(.*)\[\s+("[^\]]*")\s+\](,?)$/gm;
    const text = JSON.stringify(schema, null, 4).replace(lists, (list, before, words, comma) => {
        const line = `${before}[${words.replace(/\s+/g, " ")}]${comma}`;
        return line.length > 120 ? list : line;
    });
    return `${text}\n`;
}
