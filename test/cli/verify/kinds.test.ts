import { expect, test } from "vitest";
import { kinds } from "../../../cli/verify/kinds.ts";
import { controlledPlan } from "./fakes.ts";

const count = (sites: readonly string[]) => kinds.flatMap((kind) => kind.checks(controlledPlan(sites))).length;

test("no two kinds have the same name, and each asks for something", () => {
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
    expect(kinds.filter((kind) => kind.checks(controlledPlan()).length === 0)).toEqual([]);
});

test("two sites and five sites: thirteen checks a pair and way, four a site", () => {
    expect(count(["a", "b"])).toBe(2 * 13 + 2 * 4);
    expect(count(["a", "b", "c", "d", "e"])).toBe(20 * 13 + 5 * 4);
});

test("a path says its kind's name when the shared network is net3", () => {
    for (const kind of kinds) {
        expect(new Set(kind.checks(controlledPlan()).map(({ path }) => path))).toEqual(new Set([kind.name]));
    }
});
