import { expect, test } from "vitest";
import { ok, upHint, wrong } from "../../../cli/doctor/check.ts";
import { gist } from "./fakes.ts";

test("findings say whether all is well", () => {
    expect([ok("a"), wrong("b")]).toEqual([
        { status: "ok", text: "a" },
        { status: "wrong", text: "b" },
    ]);
});

test("a hint is a command that touches one site alone", () => {
    expect(upHint(gist)).toBe("`npx k-one up sample --site gist`");
    expect(upHint(gist, "refresh")).toBe("`npx k-one refresh sample --site gist`");
});
