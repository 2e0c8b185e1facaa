import { describe, expect, test } from "vitest";
import type { EnvironmentPlan, SitePlan } from "../../plan/environment-plan.ts";
import { publicTransport } from "../../policy/public-transport.ts";
import { samplePlan } from "../components/sample-plan.ts";
import { type EngineResource, unknown, violations, warnings } from "./engine.ts";
import { siteResources, withInputs } from "./stacks.ts";

const plan = samplePlan();
const accepted = (acceptPlaintext: EnvironmentPlan["tower"]["acceptPlaintext"], on = plan): EnvironmentPlan => ({
    ...on,
    tower: { ...on.tower, acceptPlaintext },
});
const over = (transport: SitePlan["underlay"]["transport"]): EnvironmentPlan => ({
    ...plan,
    sites: plan.sites.map((site) => ({ ...site, underlay: { ...site.underlay, transport } })),
});
const check = (on: EnvironmentPlan, resources: readonly EngineResource[]) =>
    violations([publicTransport], resources, { plan: on });

describe("public-transport", () => {
    test("lets plaintext pass that is accepted in writing, until today and later", async () => {
        const today = new Date().toISOString().slice(0, 10);
        expect(await check(plan, await siteResources())).toEqual([]);
        expect(await check(accepted({ reason: "lab", until: today }), await siteResources())).toEqual([]);
    });

    test("refuses a tunnel over a public transport that nobody has accepted", async () => {
        expect(await check(accepted(null), await siteResources())).toEqual([
            "gist-net3-vtep-config.create: it makes a tunnel in plaintext over gist's public transport, and nobody has " +
                "accepted that. Allowed: a private transport, or the tower's written acceptance until a day that isn't " +
                "over. Agree on acceptPlaintext: { reason: …, until: <day> } in stacks/Pulumi.lab-tower.yaml.",
        ]);
    });

    test("refuses it when the acceptance is over", async () => {
        const said = await check(accepted({ reason: "lab", until: "2026-01-31" }), await siteResources());
        expect(said.join()).toContain("the acceptance of that ended on 2026-01-31");
    });

    test("refuses a tunnel that is made by hand, and lets other commands pass", async () => {
        const creating = async (create: string) =>
            withInputs(await siteResources(), "gist-net3-vtep-config", { create });
        const byHand = await creating("ip link add vx1 type vxlan id 70003 remote 203.0.113.12");
        expect(await check(accepted(null), byHand)).toHaveLength(1);
        expect(await check(accepted(null), await creating("true"))).toEqual([]);
    });

    test("lets a site with a private transport pass without acceptance", async () => {
        expect(await check(accepted(null, over("private")), await siteResources())).toEqual([]);
    });

    test("can't decide on a command before it is known", async () => {
        const resources = withInputs(await siteResources(), "gist-net3-vtep-config", { create: unknown });
        expect(await check(accepted(null), resources)).toEqual([]);
        expect((await warnings([publicTransport], resources, { plan: accepted(null) })).join()).toContain(
            "gist-net3-vtep-config.create: not known in this preview.",
        );
    });
});
