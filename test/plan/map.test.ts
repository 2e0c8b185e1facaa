import { expect, test } from "vitest";
import { isMap } from "../../plan/map.ts";

test.each([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    ["a", false],
])("isMap(%j) is %s", (value, is) => {
    expect(isMap(value)).toBe(is);
});
