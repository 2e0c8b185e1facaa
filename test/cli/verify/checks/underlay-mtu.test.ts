import { expect, test } from "vitest";
import { underlayMtu } from "../../../../cli/verify/checks/underlay-mtu.ts";
import { answered, fakeHands, only, samplePlan, unanswered } from "../fakes.ts";

const check = only(underlayMtu, samplePlan(), "gist K-Box", "korea K-Box");
const run = (carries: number) =>
    check.run(
        fakeHands({
            kBoxes: {
                gist: (script) => {
                    if (script.includes("passes()")) return `largest ${carries}`;
                    return script.includes("-I 203.0.113.11 -M do -s 1472 203.0.113.12") && carries >= 1500
                        ? answered
                        : unanswered;
                },
            },
        }),
    );

test("vtep.mtu has to pass from VTEP to VTEP", async () => expect((await run(1500)).ok).toBe(true));

test("otherwise it says how much does", async () => {
    expect(await run(1480)).toMatchObject({ ok: false, reason: expect.stringContaining("has 1480 bytes") });
});

test("each way is a check of its own", () => {
    expect(underlayMtu.checks(samplePlan(["a", "b", "c"]))).toHaveLength(6);
});
