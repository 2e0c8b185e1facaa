import { describe, expect, test } from "vitest";
import { planEnvironment } from "../../../plan/environment.ts";
import { edited, errorsOf, sample, sampleFiles } from "../sample.ts";

const privately = {
    ...edited("gist", "transport: public", "transport: private"),
    ...edited("korea", "transport: public", "transport: private"),
};
const unaccepted = edited("tower", "    acceptPlaintext: { reason: lab with no way out, until: 2099-01-01 }\n", "");

describe("plaintext", () => {
    test("over private networks needs no word", () => {
        const { plan, findings } = planEnvironment(sampleFiles({ ...privately, ...unaccepted }), "2026-11-22");
        expect(findings).toEqual([]);
        expect(plan).not.toBeNull();
    });

    test("over one site's public network needs acceptance", () => {
        expect(errorsOf({ ...privately, ...unaccepted, korea: sample.korea })).toEqual([
            expect.stringMatching(
                /^tower\.sharedNetworks\.net3\.encryption: none, while the transport of korea is public/,
            ),
        ]);
    });

    test("is accepted up to the day's end", () => {
        const until = edited("tower", "2099-01-01", "2026-11-22");
        expect(errorsOf(until, "2026-11-22")).toEqual([]);
        expect(errorsOf(until, "2026-11-23")).toEqual([
            "tower.acceptPlaintext.until: 2026-11-22 is over (today is 2026-11-23), and sites still send net3 in plaintext " +
                "over a public network. Agree on a later day, or use a private transport.",
        ]);
    });

    test("that nobody sends may be accepted until a day long past", () => {
        expect(errorsOf({ ...privately, ...edited("tower", "2099-01-01", "2020-01-01") })).toEqual([]);
    });
});
