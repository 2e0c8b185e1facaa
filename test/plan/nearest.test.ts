import { describe, expect, test } from "vitest";
import { didYouMean, nearest } from "../../plan/nearest.ts";

const known = ["tenant", "external", "router", "vtep"];

describe("the nearest known word", () => {
    test.each([
        ["tennant", "tenant"],
        ["tenatn", "tenant"],
        ["Router", "router"],
        ["vtpe", "vtep"],
        ["exernal", "external"],
    ])("to %s is %s", (word, meant) => {
        expect(nearest(word, known)).toBe(meant);
        expect(didYouMean(word, known)).toBe(` Did you mean "${meant}"?`);
    });

    test.each(["colour", "", "x", "externalised"])("to %j is none", (word) => {
        expect(nearest(word, known)).toBeNull();
        expect(didYouMean(word, known)).toBe("");
    });

    test("is the same in whatever order they are known", () => {
        expect(nearest("net", ["net2", "net1"])).toBe("net1");
    });
});
