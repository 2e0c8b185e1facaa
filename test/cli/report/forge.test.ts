import { expect, test } from "vitest";
import { numberIn, required } from "../../../cli/report/forge.ts";

test("a number is whole and positive", () =>
    expect(["7", "0", "-1", "1.5", "x", "", undefined].map(numberIn)).toEqual([7, null, null, null, null, null, null]));

test("all missing variables are named at once", () => {
    expect(required({ A: "a", B: "b" }, { A: "is a" })).toEqual({ A: "a" });
    expect(() => required({ A: "" }, { A: "is a", B: "is b" })).toThrow("A isn't set: is a.\nB isn't set: is b.");
});
