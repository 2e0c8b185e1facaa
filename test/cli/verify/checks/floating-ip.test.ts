import { expect, test } from "vitest";
import { floatingIp } from "../../../../cli/verify/checks/floating-ip.ts";
import { answered, fakeHands, only, samplePlan, unanswered } from "../fakes.ts";

const check = only(floatingIp, samplePlan(), "here", "gist-guest");
const run = (text: string) => check.run(fakeHands({ here: () => text, guests: { gist: () => "" } }));

test("a login and an answered ping pass", async () => {
    expect(await run(answered)).toEqual({ ok: true, ms: 3.15, reason: "192.168.101.100, SSH too" });
});

test("a login alone passes only where there is no ping", async () => {
    expect(await run("sh: 1: ping: not found")).toMatchObject({ ok: true, ms: 42 });
    expect(await run(unanswered)).toMatchObject({ ok: false, reason: expect.stringContaining("SSH works, but ping") });
});

test("no login fails, even if something answers ping", async () => {
    await expect(check.run(fakeHands({ here: () => answered }))).rejects.toThrow("site gist");
});
