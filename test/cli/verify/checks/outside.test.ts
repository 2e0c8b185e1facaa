import { expect, test } from "vitest";
import { outside } from "../../../../cli/verify/checks/outside.ts";
import { answered, fakeHands, only, samplePlan, unanswered } from "../fakes.ts";

const check = only(outside, samplePlan(), "gist-guest", "203.0.113.1");
const run = (text: string) =>
    check.run(fakeHands({ guests: { gist: (script) => (script.includes(" 203.0.113.1") ? text : "") } }));

test("passes through the router on the tenant network", async () => {
    expect(await run(`route 203.0.113.1 via 10.1.0.1 dev eth0 src 10.1.0.10\n${answered}`)).toMatchObject({
        ok: true,
        reason: "via 10.1.0.1 dev eth0",
    });
});

test.each(["via 10.30.0.36 dev eth1", "dev eth2"])("an answer %s fails: that's a way around", async (way) => {
    const { ok, reason } = await run(`route 203.0.113.1 ${way}\n${answered}`);
    expect(ok).toBe(false);
    expect(reason).toContain("not through R1 on 10.1.0.0/24");
});

test("silence fails", async () => {
    expect(await run(`route 203.0.113.1 via 10.1.0.1 dev eth0\n${unanswered}`)).toEqual({
        ok: false,
        reason: "no answer in 3 s (via 10.1.0.1 dev eth0)",
    });
});
