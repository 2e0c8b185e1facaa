import { expect, test } from "vitest";
import { count, list } from "../../plan/words.ts";

test.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
    [["a", "b", "c", "d", "e"], "a, b, c and 2 more"],
])("list(%j) is %j", (words, text) => {
    expect(list(words, 3)).toBe(text);
});

test("count knows one from many", () => {
    expect([count(1, "site"), count(2, "site")]).toEqual(["1 site", "2 sites"]);
});
