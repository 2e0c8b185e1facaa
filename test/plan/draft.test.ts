import { expect, test } from "vitest";
import { entries } from "../../plan/draft.ts";

test("entries gives what could be read, in the order of the keys", () => {
    expect(entries({ b: 2, a: 1, c: undefined })).toEqual([
        ["a", 1],
        ["b", 2],
    ]);
    expect(entries(undefined)).toEqual([]);
});
