import { expect, test } from "vitest";
import { foreignSite } from "../../../../cli/verify/checks/foreign-site.ts";
import type { SitePlan } from "../../../../plan/environment-plan.ts";
import { controlledPlan, fakeHands, only, probed, samplePlan } from "../fakes.ts";

const check = only(foreignSite, controlledPlan(), "gist-control-vm", "korea");
const own = ["203.0.113.11", "172.16.1"];
const run = (near: readonly string[], far: readonly string[] = ["203.0.113.12", "172.16.2"]) =>
    check.run(fakeHands({ controlVms: { gist: probed(...near) }, kBoxes: { korea: probed(...far) } }));

test("passes when nothing of the other site answers, and its own site does", async () => {
    expect(await run(own)).toMatchObject({ ok: true });
});

test.each(["203.0.113.12 22", "203.0.113.12 9696", "203.0.113.12 ping", "172.16.2.1 22", "172.16.2.21 ping"])(
    "fails when %s answers",
    async (target) => {
        expect(await run([...own, target])).toMatchObject({ ok: false, reason: expect.stringMatching(/answers$/) });
    },
);

test("leaves out the port that Keystone, which is everybody's, shares with DevStack's APIs of a site", async () => {
    const [gist, korea] = controlledPlan().sites as [SitePlan, SitePlan];
    const identity = { name: "identity", cidr: "203.0.113.12/32", protocol: "tcp", port: 80 } as const;
    const controlVm = gist.controlVm && { ...gist.controlVm, reach: [identity] };
    const sites = [
        { ...gist, controlVm },
        { ...korea, bootstrap: "devstack" as const },
    ];
    const asked = only(foreignSite, { ...controlledPlan(), sites }, "gist-control-vm", "korea");
    const outcome = (...heard: readonly string[]) =>
        asked.run(
            fakeHands({
                controlVms: { gist: probed(...own, ...heard) },
                kBoxes: { korea: probed("203.0.113.12", "172.16.2") },
            }),
        );
    expect(await outcome("203.0.113.12 80")).toMatchObject({ ok: true });
    expect(await outcome("203.0.113.12 22")).toMatchObject({ ok: false });
});

test("is unproven when its own site is silent, too, or the other one is dead", async () => {
    expect((await run([])).reason).toMatch(/^unproven: gist-control-vm gets no answer/);
    expect((await run(own, [])).reason).toMatch(/^unproven: korea K-Box gets no answer/);
});

test("isn't asked of a site without a control VM", () => {
    expect(foreignSite.checks(samplePlan())).toEqual([]);
});
