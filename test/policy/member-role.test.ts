import { describe, expect, test } from "vitest";
import { Tower } from "../../components/tower.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { policies } from "../../policy/index.ts";
import { devStackPlan, devStackSecrets } from "../components/sample-dev-stack.ts";
import { samplePlan } from "../components/sample-plan.ts";
import { type EngineResource, unknown, violations } from "./engine.ts";
import { resourcesOf, withInputs } from "./stacks.ts";

const { tower, ...rest } = samplePlan();
const plan: EnvironmentPlan = { ...rest, tower: { ...tower, memberRole: null, devStack: devStackPlan() } };
const devStack = { privateKey: "private key", secrets: devStackSecrets };
const passwords = Object.fromEntries(tower.sites.map((site) => [site, "password"]));
const resources = () => resourcesOf(() => new Tower("tower", { tower: plan.tower, passwords, devStack }), "lab-tower");
const judged = async (made: readonly EngineResource[]) =>
    (await violations(policies, made, { plan, stack: "lab-tower" })).join("\n");
const grant = "tower-gist-member-role";

/** As in a later preview: the health gate has told a role, and the grant has one. */
const told = async (stdout: string, roleId: string) =>
    withInputs(await resources(), grant, { roleId }).map((one) =>
        one.name === "tower-devstack-health" ? { ...one, outputs: { ...one.inputs, stdout } } : one,
    );

describe("the member role of a Keystone that DevStack makes", () => {
    test("is what its health gate will tell, and then what it has told", async () => {
        expect(await judged(await resources())).toBe("");
        expect(await judged(await told("DevStack: it works\nmemberRole=0b5e\n", "0b5e"))).not.toContain(grant);
    });

    test("is no other role, and told by nobody else", async () => {
        expect(await judged(await told("DevStack: it works\nmemberRole=0b5e\n", "ad31"))).toContain(grant);
        expect(await judged(await told("memberRole=\n", ""))).toContain(grant);
        const command = withInputs(await resources(), "tower-devstack-health", { create: "echo memberRole=ad31" });
        expect(await judged(command)).toContain(`${grant}: it gives a role that this stack doesn't make`);
        const elsewhere = { connection: { ...devStackPlan().machine, host: "203.0.113.99" } };
        expect(await judged(withInputs(await resources(), "tower-devstack-health", elsewhere))).toContain(grant);
        const unasked = (await resources()).map((one) => (one.name === grant ? { ...one, sources: {} } : one));
        expect(await judged(withInputs(unasked, grant, { roleId: unknown }))).toContain(grant);
    });
});
