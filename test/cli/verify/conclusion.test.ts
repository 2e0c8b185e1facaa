import { describe, expect, test } from "vitest";
import { conclude, summarize } from "../../../cli/verify/conclusion.ts";
import { resultOf } from "./fakes.ts";

const korea = { site: "korea", reason: "its K-Box 203.0.113.12 does not answer" };
const tower = { site: "tower", reason: "Keystone at http://203.0.113.10:5000/v3 does not answer" };
const among = [resultOf("outside", ["gist"]), resultOf("net3", ["gist", "soongsil"])];
const missing = resultOf("net3", ["gist", "korea"], { ok: false, down: "korea" });
const failed = resultOf("outside", ["soongsil"], { ok: false, reason: "no answer in 3 s" });

describe("conclude", () => {
    test("all is well when every check passed and nobody is down", () => {
        expect(conclude(among, [], null)).toEqual({ ok: true, culprit: null });
    });

    test("a site that is down is named, with what the others do", () => {
        expect(conclude([...among, missing], [korea], null)).toEqual({
            ok: false,
            culprit:
                "Site korea is down (its K-Box 203.0.113.12 does not answer); 2 of 2 checks among the other sites passed.",
        });
    });

    test("it isn't counted when only others were asked for", () => {
        expect(conclude([...among, missing], [korea], ["gist", "soongsil"])).toEqual({ ok: true, culprit: null });
        expect(conclude([...among, missing], [korea], ["gist", "korea"]).ok).toBe(false);
    });

    test("nor is the tower, when sites were asked for", () => {
        expect(conclude(among, [tower], null).ok).toBe(false);
        expect(conclude(among, [tower], ["gist", "soongsil"])).toEqual({ ok: true, culprit: null });
    });

    test("what fails elsewhere has its own culprit", () => {
        const { ok, culprit } = conclude([...among, missing, failed], [korea], null);
        expect(ok).toBe(false);
        expect(culprit).toMatch(
            /^Site korea is down .*; 2 of 3 checks .*passed\. .*soongsil → outside: no answer in 3 s\.$/,
        );
    });

    test("nothing left to try is no success", () => {
        expect(conclude([missing], [korea], ["korea"])).toEqual({
            ok: false,
            culprit: "Site korea is down (its K-Box 203.0.113.12 does not answer); no check is left to try.",
        });
        expect(conclude([], [], null).ok).toBe(false);
    });
});

describe("summarize", () => {
    test("counts", () => expect(summarize([...among, failed], [])).toBe("2 of 3 checks passed."));

    test("names a site and the tower", () => {
        expect(summarize([...among, missing], [korea, tower])).toBe(
            "Site korea is down (its K-Box 203.0.113.12 does not answer); the tower is down (Keystone at http://203.0.113.10:5000/v3 does not answer); " +
                "2 of 2 checks among the other sites passed.",
        );
    });

    test("has no other sites when the tower alone is down", () => {
        expect(summarize(among, [tower])).toMatch(/; 2 of 2 checks among the sites passed\.$/);
    });
});
