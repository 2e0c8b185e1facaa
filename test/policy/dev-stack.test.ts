import { describe, expect, test } from "vitest";
import { DevStack } from "../../components/dev-stack.ts";
import { stackInput } from "../../components/dev-stack-script.ts";
import type { DevStackPlan } from "../../plan/dev-stack/dev-stack-plan.ts";
import { policies } from "../../policy/index.ts";
import { devStackPlan, devStackSecrets } from "../components/sample-dev-stack.ts";
import { samplePlan, siteOf } from "../components/sample-plan.ts";
import { violations } from "./engine.ts";
import { resourcesOf, withInputs } from "./stacks.ts";

const plan = devStackPlan();
const resources = (wanted: DevStackPlan = plan) =>
    resourcesOf(
        () => new DevStack("gist-devstack", { plan: wanted, secrets: devStackSecrets, privateKey: "private key" }),
    );
const judged = async (wanted: DevStackPlan) => (await violations(policies, await resources(wanted))).join("\n");

describe("a machine that DevStack makes", () => {
    test("passes every policy", async () => expect(await judged(plan)).toBe(""));

    test("must get DevStack and the services from where they can't move", async () => {
        expect(await judged({ ...plan, source: { ...plan.source, ref: "stable/2025.2" } })).toContain(
            "gist-devstack-stack.create: DEVSTACK_BRANCH takes stable/2025.2, which can move",
        );
        const localrc = [{ comment: "Nova", settings: [{ name: "NOVA_BRANCH", value: "master" }], commands: [] }];
        expect(await judged({ ...plan, localConf: { localrc, postConfig: [] } })).toContain("NOVA_BRANCH takes master");
        const commands = ["enable_plugin tricircle https://opendev.org/openstack/tricircle stable/ussuri"];
        const plugin = [{ comment: "Tricircle", settings: [], commands }];
        expect(await judged({ ...plan, localConf: { localrc: plugin, postConfig: [] } })).toContain(
            "enable_plugin takes stable/ussuri",
        );
    });

    test("must be the site's own", async () => {
        const { kBox } = siteOf(samplePlan(), "korea");
        expect(await judged({ ...plan, machine: kBox })).toContain("which is korea's K-Box");
    });

    test("may be the tower's own machine, in the tower's stack alone", async () => {
        const { tower, ...rest } = samplePlan();
        const machine = { ...plan.machine, address: "203.0.113.10" };
        const environment = { ...rest, tower: { ...tower, devStack: { ...plan, machine } } };
        const made = await resources({ ...plan, machine });
        expect(await violations(policies, made, { plan: environment, stack: "lab-tower" })).toEqual([]);
        expect((await violations(policies, made, { plan: environment })).join()).toContain("it goes to");
    });

    test("must get its secrets as secrets", async () => {
        const text = Buffer.from(stackInput(plan, devStackSecrets), "base64").toString();
        const plain = withInputs(await resources(), "gist-devstack-secrets", { stdin: text });
        expect((await violations(policies, plain)).join()).toMatch(
            /gist-devstack-secrets\.stdin: it holds .* in plain/,
        );
    });
});
