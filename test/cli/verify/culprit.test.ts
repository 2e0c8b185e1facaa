import { describe, expect, test } from "vitest";
import type { CheckResult, KindName } from "../../../cli/verify/check.ts";
import { findCulprit } from "../../../cli/verify/culprit.ts";
import { resultOf } from "./fakes.ts";

const pairKinds: readonly KindName[] = [
    "net3",
    "tenant over net3",
    "net3 full size",
    "net3 one byte too big is refused",
    "tcp 1 MiB",
    "underlay mtu",
    "underlay one byte too big is refused",
];

/** All results of an environment; those that `breaks` picks failed. */
const results = (sites: readonly string[], breaks: (result: CheckResult) => string | null): readonly CheckResult[] => {
    const pairs = sites.flatMap((a) => sites.filter((b) => b !== a).map((b) => [a, b]));
    const all = [
        ...pairKinds.flatMap((kind) => pairs.map((pair) => resultOf(kind, pair))),
        ...(["floating ip", "outside"] as const).flatMap((kind) => sites.map((site) => resultOf(kind, [site]))),
    ];
    return all.map((result) => {
        const reason = breaks(result);
        return reason === null ? result : { ...result, ok: false, reason };
    });
};

const ofKind =
    (kinds: readonly KindName[], reason: string, sites: readonly string[] = []) =>
    (result: CheckResult) =>
        kinds.includes(result.kind) && sites.every((site) => result.sites.includes(site)) ? reason : null;

describe("findCulprit", () => {
    test("has none when all is well, and says so when nothing was checked", () => {
        expect(findCulprit(results(["a", "b"], () => null))).toBeNull();
        expect(findCulprit([])).toContain("Nothing was checked");
    });

    test("names a dead site by its own reason", () => {
        const dead = results(["a", "b", "c"], ({ sites, kind }) =>
            sites.includes("c") ? (kind === "outside" ? "site c: no answer" : "no reply") : null,
        );
        expect(findCulprit(dead)).toBe("Nothing works to or from site c (site c: no answer).");
    });

    test("names the dead one of two sites", () => {
        const dead = results(["a", "b"], ({ sites }) => (sites.includes("b") ? "gone" : null));
        expect(findCulprit(dead)).toContain("site b");
    });

    test("names the site that was asked for when only its checks ran", () => {
        const dead = results(["a", "b", "c"], () => "gone").filter(({ sites }) => sites.includes("c"));
        expect(findCulprit(dead)).toContain("Nothing works to or from site c");
    });

    test("names two dead sites", () => {
        const dead = results(["a", "b", "c", "d"], ({ sites }) => (/[cd]/.test(sites.join("")) ? "gone" : null));
        expect(findCulprit(dead)).toMatch(/sites c \(gone\) and d \(gone\)/);
    });

    test("doesn't pick one when all are dead", () => {
        expect(findCulprit(results(["a", "b"], () => "gone"))).toBe("No site answers at all: a → b: gone.");
    });

    test("a login that failed is the culprit, not what couldn't be tried without it", () => {
        const locked = results(["a", "b"], ({ kind, from }) =>
            kind.startsWith("underlay") && from === "a" ? "site a: its K-Box can't be logged in to: no" : null,
        );
        expect(findCulprit(locked)).toBe("Site a: its K-Box can't be logged in to: no.");
    });

    test("the underlay comes before what it breaks, and names the pair", () => {
        const reason = "a packet of 1500 bytes with DF gets no answer, the largest that does has 1480 bytes";
        const broken = results(
            ["a", "b", "c"],
            ofKind(["underlay mtu", "net3 full size", "tcp 1 MiB"], reason, ["a", "c"]),
        );
        expect(findCulprit(broken)).toMatch(
            /K-Boxes of a and c .*vtep\.mtu.*a → c: .*largest that does has 1480 bytes/,
        );
    });

    test.each<[readonly KindName[], RegExp]>([
        [["net3", "net3 full size", "tcp 1 MiB", "tenant over net3"], /cut between a and b.*VTEP/],
        [["net3 full size"], /^MTU: .*full size/],
        [["net3 one byte too big is refused"], /^MTU: /],
        [["tcp 1 MiB"], /ping works, as wrong checksum offload/],
        [["tenant over net3"], /works, but not for the tenant addresses of a and b: a → b: why/],
        [["underlay one byte too big is refused"], /carries more than vtep\.mtu/],
    ])("%j alone means %s", (kinds, words) => {
        expect(findCulprit(results(["a", "b"], ofKind(kinds, "why")))).toMatch(words);
    });

    test.each<[KindName, RegExp]>([
        ["outside", /way out through the site router is broken at a: /],
        ["floating ip", /way in to the floating IP is broken at a: /],
    ])("%s at one site names it", (kind, words) => {
        const broken = results(["a", "b"], ofKind([kind], "why", ["a"]));
        expect(findCulprit(broken)).toMatch(words);
    });

    test("a site that all broken pairs share is named instead of the pairs", () => {
        const broken = results(["a", "b", "c"], ofKind(["net3"], "no answer", ["b"]));
        expect(findCulprit(broken)).toContain("between b and every other site");
    });
});
