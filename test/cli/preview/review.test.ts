import { expect, test } from "vitest";
import { isBad, isGood } from "../../../cli/preview/review.ts";
import { previewed, review } from "./stacks.ts";

test("is good when all is proven and every stack could be previewed", () => {
    expect(isGood(review({ stacks: [previewed("gist")] }))).toBe(true);
    expect(isGood(review({ findings: [{ severity: "warning", path: "p", message: "m" }] }))).toBe(true);
    expect(isGood(review({ findings: [{ severity: "error", path: "p", message: "m" }] }))).toBe(false);
    expect(isGood(review({ failure: "no Go" }))).toBe(false);
    expect(isGood(review({ stacks: [previewed("gist"), previewed("korea", { status: "interrupted" })] }))).toBe(false);
});

test("a stack with nothing to do is no bad one", () => {
    expect(isBad(previewed("gist"))).toBe(false);
    expect(isBad(previewed("gist", { status: "failed" }))).toBe(true);
});
