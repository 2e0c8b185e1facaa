import { describe, expect, test } from "vitest";
import { parseStackName } from "../../stacks/stack-name.ts";

describe("parseStackName", () => {
    test.each([
        ["lab-gist", { environment: "lab", owner: "gist" }],
        ["kone-tower", { environment: "kone", owner: "tower" }],
        ["kone-korea-west", { environment: "kone", owner: "korea-west" }],
    ])("takes %s apart", (stack, name) => {
        expect(parseStackName(stack)).toEqual(name);
    });

    test.each(["lab", "-gist", "lab-", ""])("refuses %j, which names no site of an environment", (stack) => {
        expect(() => parseStackName(stack)).toThrow(/Allowed: <environment>-<site>/);
    });
});
