import { expect, test } from "vitest";
import { kinds } from "../../../cli/verify/kinds.ts";
import { samplePlan } from "./fakes.ts";

const count = (sites: readonly string[]) => kinds.flatMap((kind) => kind.checks(samplePlan(sites))).length;

test("no two kinds have the same name, and each asks for something", () => {
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
    expect(kinds.filter((kind) => kind.checks(samplePlan()).length === 0)).toEqual([]);
});

test("two sites and five sites: seven checks a pair and way, two a site", () => {
    expect(count(["a", "b"])).toBe(2 * 7 + 2 * 2);
    expect(count(["a", "b", "c", "d", "e"])).toBe(20 * 7 + 5 * 2);
});

test("a path says its kind's name when the shared network is net3", () => {
    for (const kind of kinds) {
        expect(new Set(kind.checks(samplePlan()).map(({ path }) => path))).toEqual(new Set([kind.name]));
    }
});
