import { expect, test } from "vitest";
import { net3 } from "../../../../cli/verify/checks/net3.ts";
import { answered, fakeHands, only, samplePlan, unanswered } from "../fakes.ts";

const check = only(net3, samplePlan(), "gist-guest", "korea-guest");
const run = (text: string) =>
    check.run(fakeHands({ guests: { gist: (script) => (script.includes(" 10.30.0.36") ? text : "") } }));

test("an answer from the other's net3 address passes, with the way it went", async () => {
    expect(await run(`route 10.30.0.36 dev eth1 src 10.30.0.20\n${answered}`)).toEqual({
        ok: true,
        ms: 3.15,
        reason: "dev eth1",
    });
});

test("silence fails", async () => {
    expect(await run(`route 10.30.0.36 dev eth1\n${unanswered}`)).toEqual({
        ok: false,
        reason: "10.30.0.36: no answer in 3 s (dev eth1)",
    });
});

test("concerns both sites, and fails with the asker's", async () => {
    expect(check.sites).toEqual(["gist", "korea"]);
    await expect(check.run(fakeHands({}))).rejects.toThrow("site gist");
});
