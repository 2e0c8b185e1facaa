import { expect, test } from "vitest";
import { after } from "../../components/after.ts";

test("what a component waits for is said to a child, and nothing where it waits for nothing", () => {
    expect(after({ dependsOn: [] })).toEqual({ dependsOn: [] });
    expect(after({ protect: true })).toEqual({});
    expect(after(undefined)).toEqual({});
});
