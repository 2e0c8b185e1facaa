import { expect, test } from "vitest";
import { netFullSize } from "../../../../cli/verify/checks/full-size.ts";
import { answered, fakeHands, only, samplePlan, unanswered } from "../fakes.ts";

const check = only(netFullSize, samplePlan(), "korea-guest", "gist-guest");
const run = (carries: number) =>
    check.run(
        fakeHands({
            guests: {
                korea: (script) => {
                    if (script.includes("passes()")) return `largest ${carries}`;
                    return script.includes("-M do -s 1422 10.30.0.20") && carries >= 1450 ? answered : unanswered;
                },
            },
        }),
    );

test("net3's whole MTU has to pass", async () => expect(await run(1450)).toMatchObject({ ok: true, ms: 3.15 }));

test("otherwise it says how much does", async () => {
    expect(await run(1449)).toMatchObject({ ok: false, reason: expect.stringContaining("has 1449 bytes") });
});
