import { expect, test } from "vitest";
import { ownCluster } from "../../../../cli/verify/checks/own-cluster.ts";
import { controlledPlan, fakeHands, only, probed, samplePlan } from "../fakes.ts";

const check = only(ownCluster, controlledPlan(), "gist-control-vm", "gist");
const run = (names: readonly string[], code = 0) =>
    check.run(
        fakeHands({
            controlVms: { gist: probed(...names) },
            boxes: { "gist cube1": () => ({ code, errors: "Permission denied (publickey)." }) },
        }),
    );

test("passes when it logs in to its boxes, and its region and Keystone answer", async () => {
    expect(await run(["203.0.113.11", "203.0.113.10 5000"])).toMatchObject({ ok: true, reason: "1 by SSH, 5 APIs" });
});

test("fails when a box or an API doesn't let it in", async () => {
    expect(await run(["203.0.113.11"], 255)).toMatchObject({
        ok: false,
        reason: "cube1: it refuses the SSH key, 203.0.113.10:5000 doesn't answer",
    });
});

test("isn't asked of a site without a control VM", () => {
    expect(ownCluster.checks(samplePlan())).toEqual([]);
});
