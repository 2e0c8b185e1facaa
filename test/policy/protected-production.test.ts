import { describe, expect, test } from "vitest";
import { types } from "../../policy/openstack-types.ts";
import { protectedProduction } from "../../policy/protected-production.ts";
import { samplePlan } from "../components/sample-plan.ts";
import { edited } from "../plan/sample.ts";
import { type EngineResource, unknown, violations, warnings } from "./engine.ts";
import { siteResources, withInputs } from "./stacks.ts";

const plan = samplePlan(edited("tower", "    outside:", "    production: true\n    outside:"));
const check = (resources: readonly EngineResource[]) => violations([protectedProduction], resources, { plan });
const production = await siteResources("gist", plan);
const unprotected = (name: string) => production.map((one) => (one.name === name ? { ...one, protect: false } : one));

describe("protected-production", () => {
    test("lets a site of a production environment pass, whose components protect what is vital", async () => {
        expect(await check(production)).toEqual([]);
    });

    test.each([
        ["gist-external-network", "an external network"],
        ["gist-router-router", "a router"],
        ["gist-net3-network", "a shared network"],
    ])("refuses %s unprotected", async (name, what) => {
        expect(await check(unprotected(name))).toEqual([
            `${name}.protect: ${what} of a production environment isn't protected. Allowed: protect: true. ` +
                "Set protect on it, or production: false in stacks/Pulumi.lab-tower.yaml.",
        ]);
    });

    test("refuses an unprotected pod", async () => {
        const pod = { type: types.pod, name: "gist-pod", inputs: {} };
        expect((await check([...production, pod])).join()).toContain("gist-pod.protect: a pod of a production");
        expect(await check([...production, { ...pod, protect: true }])).toEqual([]);
    });

    test("asks for no protection of what can be made anew, nor in a lab", async () => {
        expect(await check(unprotected("gist-tenant-network"))).toEqual([]);
        expect(await violations([protectedProduction], await siteResources())).toEqual([]);
    });

    test("can't decide on a network whose name isn't known yet", async () => {
        const resources = withInputs(production, "gist-tenant-network", { name: unknown });
        expect(await check(resources)).toEqual([]);
        expect((await warnings([protectedProduction], resources, { plan })).join()).toContain(
            "gist-tenant-network.name:",
        );
        const external = withInputs(unprotected("gist-external-network"), "gist-external-network", {
            external: unknown,
        });
        expect(await check(external)).toHaveLength(1);
    });
});
