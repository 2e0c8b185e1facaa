import { expect, test } from "vitest";
import { kinds } from "../../../cli/verify/kinds.ts";
import { controlledPlan } from "./fakes.ts";

const count = (sites: readonly string[]) => kinds.flatMap((kind) => kind.checks(controlledPlan(sites))).length;

/** Checks of a kind, with a Keystone for all and with one at each site: each way has a kind of its own. */
const checksOf = (kind: (typeof kinds)[number]) => {
    const shared = controlledPlan();
    const own = { ...shared, tower: { ...shared.tower, identityMode: "own" as const } };
    return [...kind.checks(shared), ...kind.checks(own)];
};

test("no two kinds have the same name, and each asks for something", () => {
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
    expect(kinds.filter((kind) => checksOf(kind).length === 0)).toEqual([]);
});

test("two sites and five sites: thirteen checks a pair and way, four a site", () => {
    expect(count(["a", "b"])).toBe(2 * 13 + 2 * 4);
    expect(count(["a", "b", "c", "d", "e"])).toBe(20 * 13 + 5 * 4);
});

test("a path says its kind's name when the shared network is net3", () => {
    for (const kind of kinds) {
        expect(new Set(checksOf(kind).map(({ path }) => path))).toEqual(new Set([kind.name]));
    }
});
