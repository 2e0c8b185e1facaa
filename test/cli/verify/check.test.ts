import { expect, test } from "vitest";
import { subjects } from "../../../cli/verify/check.ts";
import { kinds } from "../../../cli/verify/kinds.ts";

test("there is a check about every subject that can be asked for, and none about another", () => {
    expect(new Set(kinds.map(({ about }) => about))).toEqual(new Set(subjects));
});
