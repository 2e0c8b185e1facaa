import { expect, test } from "vitest";
import { remembered } from "../../policy/remembered.ts";

test("works each text out once, and tells texts apart", () => {
    const asked: string[] = [];
    const half = remembered((text) => {
        asked.push(text);
        return text === "" ? undefined : text.length / 2;
    });
    expect(["four", "", "four", "", "sixsix"].map(half)).toEqual([2, undefined, 2, undefined, 3]);
    expect(asked).toEqual(["four", "", "sixsix"]);
});
