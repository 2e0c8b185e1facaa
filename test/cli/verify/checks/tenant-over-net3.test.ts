import { describe, expect, test } from "vitest";
import { tenantOverNet3 } from "../../../../cli/verify/checks/tenant-over-net3.ts";
import { answered, fakeHands, leasesWith, only, samplePlan, unanswered } from "../fakes.ts";

const check = only(tenantOverNet3, samplePlan(), "gist-guest", "korea-guest");
const learned = {
    gist: leasesWith({ "10.2.0.10": ["10.30.0.36", "eth1"] }),
    korea: leasesWith({ "10.1.0.10": ["10.30.0.20", "eth1"] }),
};
const run = (answers: (script: string) => boolean, leases = learned) =>
    check.run(fakeHands({ leases, guests: { gist: (script) => (answers(script) ? answered : unanswered) } }));

describe("tenant over net3", () => {
    test("asks from the own tenant address, and tells the next hop", async () => {
        expect(await run((script) => script.includes("-I 10.1.0.10 10.2.0.10"))).toEqual({
            ok: true,
            ms: 3.15,
            reason: "via 10.30.0.36 dev eth1",
        });
    });

    test.each([
        ["gist", "gist-guest has to reach 10.2.0.10 via 10.30.0.36", ["10.1.0.1", "eth0"]],
        ["korea", "korea-guest has to reach 10.1.0.10 via 10.30.0.20", null],
    ] as const)("a route that %s didn't learn isn't a missing path", async (site, words, instead) => {
        const to = site === "gist" ? "10.2.0.10" : "10.1.0.10";
        const { ok, reason } = await run(() => true, { ...learned, [site]: leasesWith({ [to]: instead }) });
        expect(ok).toBe(false);
        expect(reason).toMatch(/^route not learned yet: /);
        expect(reason).toContain(words);
        expect(reason).toContain(instead === null ? "it has none" : "it uses via 10.1.0.1 dev eth0");
    });

    test("the other one's port is named when it is deaf to its tenant address", async () => {
        const { ok, reason } = await run((script) => script.includes("10.30.0.36"));
        expect(ok).toBe(false);
        expect(reason).toMatch(
            /^no path: korea-guest answers at 10\.30\.0\.36, but not at 10\.2\.0\.10; korea-guest: .*allowed address pairs/,
        );
    });

    test("the own port is named when it lets nothing out from the tenant address", async () => {
        const { reason } = await run((script) => !script.includes("-I 10.1.0.10"));
        expect(reason).toMatch(/; gist-guest: is its tenant address among the allowed address pairs of its net3 port/);
    });

    test("net3 itself is named when the other one doesn't answer there either", async () => {
        expect((await run(() => false)).reason).toBe("no path: korea-guest doesn't answer at 10.30.0.36 either");
    });

    test("a guest that can't be asked for its routes may still answer", async () => {
        const { ok } = await check.run(fakeHands({ leases: { gist: learned.gist }, guests: { gist: () => answered } }));
        expect(ok).toBe(true);
    });

    test("isn't asked for where the plan has no route", () => {
        const plan = samplePlan();
        const sites = plan.sites.map((site) => ({
            ...site,
            sharedNetworks: site.sharedNetworks.map((network) => ({ ...network, routes: [] })),
        }));
        expect(tenantOverNet3.checks({ ...plan, sites })).toEqual([]);
    });
});
