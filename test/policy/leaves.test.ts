import { expect, test } from "vitest";
import { leavesOf } from "../../policy/leaves.ts";
import { notKnown } from "../../policy/resource.ts";

const holding = (value: unknown) => ({ get: () => value });

test("leavesOf finds every single value with its way, also what isn't known", () => {
    const value = { host: "a", ports: [22, { from: notKnown }], none: null };
    expect([...leavesOf(holding(value), "connection")]).toEqual([
        { path: ["connection", "host"], value: "a" },
        { path: ["connection", "ports", 0], value: 22 },
        { path: ["connection", "ports", 1, "from"], value: notKnown },
        { path: ["connection", "none"], value: null },
    ]);
    expect([...leavesOf(holding("text"), "create")]).toEqual([{ path: ["create"], value: "text" }]);
    expect([...leavesOf(holding(undefined), "create")]).toEqual([]);
});
