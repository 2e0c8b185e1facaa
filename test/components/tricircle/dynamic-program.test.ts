import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diffOf, dynamicKinds, dynamicProgram, dynamicType } from "../../../components/tricircle/dynamic-program.ts";

const requireFromString = createRequire(import.meta.url)("require-from-string") as (text: string) => {
    handler(): Record<string, unknown>;
};

test("a kind's program is a CommonJS module with the four calls, and holds no path of this computer", () => {
    for (const kind of dynamicKinds) {
        const text = dynamicProgram(kind);
        expect(Object.keys(requireFromString(text).handler())).toEqual(["diff", "create", "read", "delete"]);
        expect(text).not.toContain(join(import.meta.dirname, "../../.."));
        expect(text).toContain(`components/tricircle/${kind === "Pod" ? "pod" : "pulled-network"}-provider.ts`);
    }
    expect(dynamicType("Pod")).toBe("pulumi-nodejs:dynamic/k-one:Pod");
});

test("a changed input makes a resource anew, and a changed program alone doesn't", () => {
    const olds = { region: "RegionOne", __provider: "a", id: "1" };
    expect(diffOf(olds, { region: "RegionOne", __provider: "a" })).toMatchObject({ changes: false, replaces: [] });
    expect(diffOf(olds, { region: "RegionOne", __provider: "b" })).toMatchObject({ changes: true, replaces: [] });
    expect(diffOf(olds, { region: "RegionTwo", __provider: "a" })).toMatchObject({
        changes: true,
        replaces: ["region"],
    });
});
