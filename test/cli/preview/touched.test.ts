import { describe, expect, test } from "vitest";
import type { Base } from "../../../cli/preview/base.ts";
import { type Head, touchedStacks } from "../../../cli/preview/touched.ts";
import { planEnvironment } from "../../../plan/environment.ts";
import { edited, sampleFiles } from "../../plan/sample.ts";

type Changes = Parameters<typeof sampleFiles>[0];

function planned(changes: Changes = {}) {
    const files = sampleFiles(changes);
    return { files, ...planEnvironment(files, "2026-11-22") };
}

function base(changes: Changes = {}, program: readonly string[] = []): Base {
    return { ref: "main", commit: "c", texts: new Map(), program, ...planned(changes) };
}

function head(changes: Changes = {}): Head {
    const { plan, files, findings } = planned(changes);
    if (plan === null) throw new Error(JSON.stringify(findings));
    return { plan, files };
}

const reasons = (before: Base, after: Head) =>
    Object.fromEntries(touchedStacks(before, after).touched.map(({ stack, why }) => [stack, why]));

describe("touchedStacks", () => {
    test("nothing is touched by nothing", () =>
        expect(touchedStacks(base(), head())).toEqual({
            touched: [],
            untouched: ["lab-tower", "lab-gist", "lab-korea"],
            gone: [],
        }));

    test("a change that only its own site sees touches that one alone", () =>
        expect(reasons(base(), head(edited("gist", "sshFrom: [203.0.113.1/32]", "sshFrom: [203.0.113.2/32]")))).toEqual(
            {
                "lab-gist": "its own file changes",
            },
        ));

    test("a guest's address touches the others, which route to it", () =>
        expect(reasons(base(), head(edited("gist", "tenant: 10.1.0.10", "tenant: 10.1.0.11")))).toEqual({
            "lab-gist": "its own file changes",
            "lab-korea": "other files change its sharedNetworks",
        }));

    test("a new site touches the tower and its peers", () => {
        const before = base({ korea: null });
        expect(reasons(before, head())).toEqual({
            "lab-tower": "other files change its sites",
            "lab-gist": "other files change its sharedNetworks",
            "lab-korea": "it is new",
        });
    });

    test("a site that goes is named, since its stack is no longer looked at", () => {
        const { touched, gone } = touchedStacks(base(), head({ korea: null }));
        expect(gone).toEqual(["lab-korea"]);
        expect(touched.map(({ stack }) => stack)).toEqual(["lab-tower", "lab-gist"]);
    });

    test("another secret touches its stack, another comment none", () => {
        expect(reasons(base(), head(edited("gist", "v1:opaque", "v1:other")))).toHaveProperty("lab-gist");
        expect(reasons(base(), head(edited("gist", "config:\n", "# said anew\nconfig:\n")))).toEqual({});
    });

    test("another program touches every stack", () => {
        const why = "the program changes (components/guest.ts)";
        const expected = { "lab-tower": why, "lab-gist": why, "lab-korea": why };
        expect(reasons(base({}, ["components/guest.ts"]), head())).toEqual(expected);
    });

    test("a base with mistakes touches every stack, since nobody knows what it was", () => {
        const broken = base(edited("korea", "router: R2", "ruoter: R2"));
        expect(Object.keys(reasons(broken, head()))).toEqual(["lab-tower", "lab-gist", "lab-korea"]);
    });
});
