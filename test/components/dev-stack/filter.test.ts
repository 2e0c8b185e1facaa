import { describe, expect, test } from "vitest";
import { hasPython, pythonIn } from "../python.ts";
import { devStackSecrets } from "../sample-dev-stack.ts";

const python = pythonIn("dev-stack");
const secrets = Object.values(devStackSecrets);

/** What the filter shows of each text, which comes in these pieces. */
const shownOf = (texts: readonly (readonly string[])[]) =>
    python<readonly string[]>(
        `
from devstack_filter import Filter
def shown(pieces):
    one = Filter(given["secrets"])
    return "".join([one.feed(piece) for piece in pieces] + [one.end()])
print(json.dumps([shown(pieces) for pieces in given["texts"]]))
`,
        { secrets, texts },
    );
const shown = (...pieces: readonly string[]) => shownOf([pieces])[0];
/** What it shows of a text that comes in two pieces, wherever it is cut. */
const shownCut = (text: string) =>
    new Set(shownOf([...`${text} `].map((_, cut) => [text.slice(0, cut), text.slice(cut)])));

/** Every text in which a secret gives itself away. */
const disguises = (secret: string): readonly string[] => [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll("%20", "+"),
    JSON.stringify({ password: secret }),
    Buffer.from(secret).toString("base64"),
    Buffer.from(`admin:${secret}`).toString("base64"),
    Buffer.from(`user:${secret}:and more`).toString("base64url"),
    `mysql+pymysql://root:${encodeURIComponent(secret)}@127.0.0.1/nova`,
    `'${secret.replaceAll("'", "'\"'\"'")}'`,
];

/** The longest part of a secret, in any form, that a text still has. */
function leak(text: string, secret: string): number {
    const flat = text.replaceAll(/\n(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \| )?/g, "");
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64").slice(0, -4)];
    const parts = forms.flatMap((form) => [...form].map((_, at) => form.slice(at, at + 8)));
    return parts.filter((part) => part.length === 8 && flat.includes(part)).length;
}

describe.skipIf(!hasPython)("the filter of DevStack's output", () => {
    test("shows everything but secrets", () => {
        expect(shown("Starting Keystone\nadm/Secret+1 no secret\n")).toBe(
            "Starting Keystone\nadm/Secret+1 no secret\n",
        );
        expect(shown("ADMIN_PASSWORD=adm/Secret+1 ok # comment")).toBe("ADMIN_PASSWORD=[secret] # comment");
    });

    test.each(secrets.map((secret) => [secret] as const))("knows %s in every form", (secret) => {
        const texts = disguises(secret);
        const left = shownOf(texts.map((text) => [`before ${text} after\n`])).map((text) => leak(text, secret));
        expect(left).toEqual(texts.map(() => 0));
    });

    test("finds a secret wherever its pieces are cut", () => {
        expect(shownCut(`before ${secrets[0]} after`)).toEqual(new Set(["before [secret] after"]));
    });

    test("finds a secret over the border of two lines, with the time that a log puts there, and wherever that is cut", () => {
        const text = "broken rab-Secr\n2026-11-22 16:44:23.303 | et_3_xx7longer in two";
        expect(shownCut(text)).toEqual(new Set(["broken [secret] in two"]));
    });

    test("finds two that lie over each other, and one at the very end", () => {
        expect(shown("ser'Secret_4%ww6ser'Secret_4%ww6")).toBe("[secret][secret]");
        expect(shown("tok-Secret_5_v", "v5")).toBe("[secret]");
        expect(shown("tok-Secret_5_v")).toBe("tok-Secret_5_v");
    });

    test("refuses a secret that is a word like any other", () => {
        expect(() => python("from devstack_filter import Filter\nFilter(['secret'])", {})).toThrow("less than 8");
    });
});
