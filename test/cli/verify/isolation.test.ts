import { describe, expect, test } from "vitest";
import {
    apiTargets,
    boxTargets,
    clusterTargets,
    clusterTwins,
    keystoneTargets,
    mustBeSilent,
    sitePairs,
    unproven,
    without,
} from "../../../cli/verify/isolation.ts";
import type { SitePlan } from "../../../plan/environment-plan.ts";
import { controlledPlan, FakeShell, probed } from "./fakes.ts";

const { sites } = controlledPlan();
const [gist, korea] = sites as [SitePlan, SitePlan];
const words = (targets: ReturnType<typeof clusterTargets>) => targets.map(({ address, port }) => `${address} ${port}`);

test("each site is held against each other, both ways", () => {
    expect(sitePairs(sites).map(({ from, to }) => `${from.site} ${to.site}`)).toEqual(["gist korea", "korea gist"]);
});

test("a K-Cluster is its K-Box's address there and its boxes", () => {
    const boxes = ["172.16.1.21 null", "172.16.1.21 22"];
    expect(words(boxTargets(gist))).toEqual(boxes);
    expect(words(clusterTargets(gist))).toEqual(["172.16.1.1 null", "172.16.1.1 22", ...boxes]);
    expect(words(clusterTwins(gist))).toEqual(["172.16.1.1 null", ...boxes]);
});

test("a region's APIs are at its services' ports, or at DevStack's web server", () => {
    expect(words(apiTargets(gist))).toHaveLength(4);
    expect(words(apiTargets({ ...gist, bootstrap: "devstack" }))).toEqual(["203.0.113.11 80"]);
    expect(words(keystoneTargets(gist))).toEqual(["203.0.113.10 5000"]);
    expect(words(keystoneTargets({ ...gist, controlVm: null }))).toEqual([]);
});

test("what both have is taken out", () => {
    const [one, other] = [
        { address: "203.0.113.11", port: 80 },
        { address: "203.0.113.11", port: null },
    ];
    expect(without([one, other], [{ ...one }])).toEqual([other]);
});

describe("silence", () => {
    const outcome = (near: readonly string[], far: readonly string[] = ["172.16.2"]) =>
        mustBeSilent(
            clusterTargets(korea),
            { name: "here", shell: new FakeShell(probed(...near)), targets: apiTargets(gist) },
            { name: "there", shell: new FakeShell(probed(...far)), targets: clusterTwins(korea) },
        );

    test("passes while what it may reach answers, and the silent ones answer somebody else", async () => {
        expect(await outcome(["203.0.113.11"])).toMatchObject({ ok: true, reason: "4 silent" });
    });

    test("is broken by any answer, which is named", async () => {
        expect(await outcome(["203.0.113.11", "172.16.2.21 22"])).toMatchObject({
            ok: false,
            reason: "172.16.2.21:22 answers",
        });
    });

    test("of a dead network proves nothing", async () => {
        const { ok, reason } = await outcome([]);
        expect(ok).toBe(false);
        expect(reason).toMatch(/^unproven: here gets no answer from 203\.0\.113\.11:8774/);
    });

    test("of machines that are off proves nothing", async () => {
        expect(await outcome(["203.0.113.11"], ["172.16.2.1 "])).toEqual(
            unproven("there gets no answer from 172.16.2.21 (ping), 172.16.2.21:22 either"),
        );
    });

    test("proves nothing where nothing has to answer", async () => {
        const none = { name: "here", shell: new FakeShell(probed()), targets: [] };
        expect(await mustBeSilent(clusterTargets(korea), none, none)).toMatchObject({ ok: false });
    });
});
