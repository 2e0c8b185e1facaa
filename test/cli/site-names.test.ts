import { describe, expect, test } from "vitest";
import { assertSites, noSuchSite, siteList } from "../../cli/site-names.ts";
import { UserError } from "../../plan/user-error.ts";

describe("siteList", () => {
    test("takes names with commas between them, each once", () =>
        expect(siteList("gist, korea,gist")).toEqual(["gist", "korea"]));

    test.each(["", "gist,", ",gist"])("refuses %j", (text) => expect(() => siteList(text)).toThrow("gist,korea"));
});

describe("assertSites", () => {
    test("lets known names pass", () => expect(() => assertSites("kone", ["gist"], ["gist", "korea"])).not.toThrow());

    test("names all that aren't known, and those that are", () =>
        expect(() => assertSites("kone", ["mars", "gist", "venus"], ["gist", "korea"])).toThrow(
            new UserError("mars and venus: no site of kone. Allowed: gist, korea."),
        ));
});

test("a slip of the keyboard is guessed", () =>
    expect(noSuchSite("kone", ["kaits"], ["gist", "kaist"]).message).toBe(
        'kaits: no site of kone. Did you mean "kaist"? Allowed: gist, kaist.',
    ));
