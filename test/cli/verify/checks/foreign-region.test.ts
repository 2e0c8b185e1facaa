import { expect, test } from "vitest";
import { foreignRegion } from "../../../../cli/verify/checks/foreign-region.ts";
import { fakeHands, only, samplePlan } from "../fakes.ts";

const plan = samplePlan();
const [gist, korea] = plan.sites;
const check = only(foreignRegion, plan, gist?.cloud ?? "", korea?.region ?? "");
const run = (own: number, foreign: number) =>
    check.run(fakeHands({ statuses: { [`gist ${gist?.region}`]: own, [`gist ${korea?.region}`]: foreign } }));

test.each([401, 403])("passes when the other region answers %i and its own doesn't", async (status) => {
    expect(await run(200, status)).toMatchObject({ ok: true });
});

test("fails when the other region lets it in", async () => {
    expect(await run(200, 200)).toMatchObject({ ok: false, reason: expect.stringContaining("compute answers 200") });
});

test("an error that is no refusal isn't one", async () => {
    expect((await run(200, 500)).ok).toBe(false);
});

test("is unproven when its own region refuses it, too", async () => {
    expect((await run(403, 403)).reason).toMatch(/^unproven/);
});
