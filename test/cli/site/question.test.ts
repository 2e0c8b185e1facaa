import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { type SiteField, siteFields } from "../../../cli/site/fields.ts";
import { atTerminal } from "../../../cli/site/question.ts";

const field = (key: string) => siteFields.find((candidate) => candidate.key === key) as SiteField;
const shown = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

/** What somebody is shown who types these lines, and what comes of it. */
async function answer(key: string, usual: string | null, lines: string, scanned: string | null = shown) {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = new PassThrough();
    input.write(lines);
    const asked = atTerminal({ input, output }, async () => scanned).ask(field(key), usual, { kBox: "203.0.113.16" });
    const result = await asked.catch((error: Error) => error.message);
    output.end();
    return { result, seen: await text(output) };
}

describe("at a terminal", () => {
    test("the usual answer stands in the question, and an empty line means it", async () => {
        const { result, seen } = await answer("region", "RegionSix", "\n");
        expect(result).toBe("");
        expect(seen).toContain("Keystone region [RegionSix]: ");
    });

    test("what is typed is the answer", async () =>
        expect((await answer("region", "RegionSix", " Ulsan \n")).result).toBe("Ulsan"));

    test("a host key is shown with its fingerprint, and taken when somebody says that it is the same", async () => {
        const { result, seen } = await answer("hostKey", null, "yes\n");
        expect(seen).toMatch(/SHA256:.*ssh-keygen -lf/);
        expect(result).toBe(shown);
    });

    test("a host key is never taken unasked", async () =>
        expect((await answer("hostKey", null, "\n")).result).toContain("nothing was written"));

    test("without an answer from the K-Box the key is asked for", async () =>
        expect((await answer("hostKey", null, `${shown}\n`, null)).result).toBe(shown));
});
