import { describe, expect, test } from "vitest";
import { controlKey, guestKey, kBoxKey, keyPlaces } from "../../../cli/ssh/keys.ts";

describe("private keys", () => {
    const env = { K_ONE_GUEST_KEY: "/keys/g", K_ONE_KBOX_KEY_GIST_2: "/keys/k", K_ONE_CONTROL_KEY_GIST_2: "/keys/c" };

    test("a lab has its own, whatever the variables say", () => {
        const lab = { labKeys: "/project/.k-one/lab/keys", env };
        expect(guestKey(lab)).toBe("/project/.k-one/lab/keys/guest");
        expect(kBoxKey(lab, "gist")).toBe("/project/.k-one/lab/keys/gist");
        expect(controlKey(lab, "gist")).toBe("/project/.k-one/lab/keys/gist-control");
    });

    test("real sites have them in variables, else in the agent", () => {
        expect(guestKey({ labKeys: null, env })).toBe("/keys/g");
        expect(kBoxKey({ labKeys: null, env }, "gist-2")).toBe("/keys/k");
        expect(kBoxKey({ labKeys: null, env }, "korea")).toBeNull();
        expect(controlKey({ labKeys: null, env }, "gist-2")).toBe("/keys/c");
        expect(controlKey({ labKeys: null, env }, "korea")).toBeNull();
        expect(guestKey({ labKeys: null, env: { K_ONE_GUEST_KEY: "" } })).toBeNull();
    });
});

test("only a lab has a folder of keys", () => {
    expect(keyPlaces("kone").labKeys).toBeNull();
    expect(keyPlaces("labx").labKeys).toMatch(/\.k-one\/labx\/keys$/);
});
