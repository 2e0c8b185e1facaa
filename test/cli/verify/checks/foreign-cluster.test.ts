import { expect, test } from "vitest";
import { foreignCluster } from "../../../../cli/verify/checks/foreign-cluster.ts";
import { controlledPlan, fakeHands, only, probed, samplePlan } from "../fakes.ts";

const check = only(foreignCluster, controlledPlan(), "gist-guest", "korea");
const run = (near: readonly string[], far: readonly string[] = ["172.16.2"]) =>
    check.run(fakeHands({ guests: { gist: probed(...near) }, kBoxes: { korea: probed(...far) } }));

test("passes when the outside answers a guest, and the other K-Cluster only its own K-Box", async () => {
    expect(await run(["203.0.113.1 ping"])).toMatchObject({ ok: true });
});

test("fails when a box answers", async () => {
    expect(await run(["203.0.113.1 ping", "172.16.2.21 ping"])).toMatchObject({
        ok: false,
        reason: "172.16.2.21 (ping) answers",
    });
});

test("is unproven when the guest gets out nowhere, or the other K-Cluster is dead", async () => {
    expect((await run([])).reason).toMatch(/^unproven: gist-guest/);
    expect((await run(["203.0.113.1 ping"], [])).reason).toMatch(/^unproven: korea K-Box/);
});

test("isn't asked where no K-Cluster is declared", () => {
    expect(foreignCluster.checks(samplePlan())).toEqual([]);
});
