import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { formatFinding } from "../../plan/finding.ts";
import { read } from "../../plan/read.ts";
import { siteSchema } from "../../plan/site-schema.ts";
import { manySeeds, siteObject } from "./arbitrary.ts";

const schema = z.strictObject({
    name: z.string().describe("Its name."),
    size: z.int().min(1).max(9).default(3).describe("Its size."),
    on: z.boolean().nullable().default(null).describe("Whether it is on."),
    parts: z
        .array(z.strictObject({ kind: z.enum(["left", "right"]) }))
        .default([])
        .describe("Its parts."),
});
const say = (value: unknown) => read(schema, value, "thing").findings.map(formatFinding);

describe("read", () => {
    test("fills in defaults", () => {
        const whole = { name: "a", size: 3, on: null, parts: [] };
        expect(read(schema, { name: "a" }, "thing")).toEqual({ draft: whole, complete: whole, findings: [] });
    });

    test("keeps what fits when something doesn't", () => {
        const { draft, complete } = read(schema, { name: 5, parts: [{ kind: "left" }, { kind: "up" }] }, "thing");
        expect(draft).toEqual({ name: undefined, size: 3, on: null, parts: [{ kind: "left" }, { kind: undefined }] });
        expect(complete).toBeNull();
    });

    test.each([
        [null, "thing: missing. Needed here: see the schema."],
        ["text", 'thing: text "text" stands here; keys are needed: see the schema.'],
        [{}, "thing.name: missing. Needed here: Its name."],
        [{ nam: "a" }, 'thing.nam: unknown key. Did you mean "name"? Allowed: name, size, on, parts.'],
        [{ name: "a", size: 10 }, "thing.size: 10 doesn't fit. Allowed: whole numbers from 1 to 9."],
        [{ name: "a", size: 1.5 }, "thing.size: 1.5 doesn't fit. Allowed: whole numbers from 1 to 9."],
        [{ name: "a", on: "yes" }, 'thing.on: text "yes" stands here; true or false is needed: Whether it is on.'],
        [{ name: "a", parts: {} }, "thing.parts: an object stands here; a list is needed: Its parts."],
        [
            { name: "a", parts: [{ kind: "lefd" }] },
            'thing.parts[0].kind: "lefd" is not known. Did you mean "left"? Allowed: left, right.',
        ],
        [{ name: { secure: "v1:x" } }, expect.stringMatching(/^thing\.name: a secret stands inside this object/)],
    ])("says of %j what is wrong, once", (value, line) => {
        expect(say(value)).toEqual([line]);
    });

    test("finds every mistake, and only where zod finds one", () => {
        const site = manySeeds(1).map(siteObject)[0];
        const key = fc.constantFrom(...Object.keys(site ?? {}));
        fc.assert(
            fc.property(fc.dictionary(key, fc.anything(), { maxKeys: 4 }), (slips) => {
                const value = { ...site, ...slips };
                const { findings, complete } = read(siteSchema, value, "sites.x");
                expect(complete !== null).toBe(siteSchema.safeParse(value).success);
                expect(findings.length === 0).toBe(complete !== null);
            }),
        );
    });
});
