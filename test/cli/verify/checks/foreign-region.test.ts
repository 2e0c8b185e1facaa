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

test("leaves the images out where one Glance is for every site", async () => {
    const asked: string[] = [];
    const request = (service: string) => Promise.resolve(asked.push(service));
    const shared = { ...plan, tower: { ...plan.tower, glance: "shared" as const } };
    const hands = { ...fakeHands({}), cloud: () => Promise.resolve({ request }) };
    await only(foreignRegion, shared, gist?.cloud ?? "", korea?.region ?? "").run(hands as never);
    expect(new Set(asked)).toEqual(new Set(["compute", "network"]));
});

test("is unproven when its own region refuses it, too", async () => {
    expect((await run(403, 403)).reason).toMatch(/^unproven/);
});
