import { expect, test } from "vitest";
import { addressesOf, silentKBox } from "../../../../cli/verify/checks/silent-k-box.ts";
import type { Frame } from "../../../../cli/verify/wire.ts";
import { fakeHands, only, samplePlan } from "../fakes.ts";

const devices = JSON.stringify([
    { address: "00:00:00:00:00:00", addr_info: [{ local: "127.0.0.1", scope: "host" }] },
    { address: "52:54:00:12:34:56", addr_info: [{ local: "203.0.113.12", scope: "global" }] },
]);
const check = only(silentKBox, samplePlan(), "gist K-Box", "korea K-Box");

/** The other K-Box hears the kinds of questions named; somebody answers for the addresses. */
function run(kinds: readonly Frame["kind"][], answers: readonly string[]) {
    const heard: Frame[] = [];
    const asked = (script: string) => {
        const from = /'?ask'? vx70003 (02(?::[0-9a-f]{2}){5})/.exec(script)?.[1] ?? "";
        heard.push(...kinds.map((kind) => ({ device: "vx70003", kind, from, to: "", size: 0 })));
        return answers.map((address) => `${address}\n`).join("");
    };
    return check.run(fakeHands({ kBoxes: { gist: asked, korea: () => devices }, ears: { korea: heard } }));
}

test("asks for every address, and for the link-local ones that devices would have", () => {
    expect(addressesOf(devices)).toEqual(["203.0.113.12", "fe80::5054:ff:fe12:3456"]);
});

test("passes when the guest there answers, and the K-Box doesn't", async () => {
    expect(await run(["arp", "solicit"], ["10.30.0.36"])).toMatchObject({ ok: true, reason: "2 addresses" });
});

test.each(["203.0.113.12", "fe80::5054:ff:fe12:3456"])("fails when it answers for %s", async (address) => {
    expect(await run(["arp", "solicit"], ["10.30.0.36", address])).toMatchObject({
        ok: false,
        reason: `it answers on net3 for ${address}`,
    });
});

test("is unproven when a kind of question doesn't arrive, or the guest is silent, too", async () => {
    expect((await run(["arp"], ["10.30.0.36"])).reason).toMatch(/^unproven: not all questions/);
    expect((await run(["arp", "solicit"], [])).reason).toMatch(/^unproven: its guest/);
});
