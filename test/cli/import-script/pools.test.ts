import { expect, test } from "vitest";
import { sharePools } from "../../../cli/import-script/pools.ts";

const share = (...guests: (readonly [string, string])[]) =>
    Object.fromEntries(sharePools("10.0.3.0/24", new Map(guests)));

test("each site gets the part around its guest, and all of them the whole subnet", () => {
    expect(share(["b", "10.0.3.20"], ["a", "10.0.3.10"], ["c", "10.0.3.200"])).toEqual({
        a: "10.0.3.1-10.0.3.15",
        b: "10.0.3.16-10.0.3.110",
        c: "10.0.3.111-10.0.3.254",
    });
});

test("a guest is never the first of its part, as long as there is an address between it and the one before", () => {
    expect(share(["a", "10.0.3.10"], ["b", "10.0.3.12"])).toEqual({
        a: "10.0.3.1-10.0.3.10",
        b: "10.0.3.11-10.0.3.254",
    });
});

test("neighbours part between them, for the planner to refuse", () => {
    expect(share(["a", "10.0.3.10"], ["b", "10.0.3.11"])).toEqual({
        a: "10.0.3.1-10.0.3.10",
        b: "10.0.3.11-10.0.3.254",
    });
});

test("without a subnet there is nothing to share out", () => {
    expect(sharePools("undefined", new Map([["a", "10.0.3.10"]])).size).toBe(0);
});
