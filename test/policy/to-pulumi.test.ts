import { describe, expect, test } from "vitest";
import { UserError } from "../../plan/user-error.ts";
import type { SitePolicy } from "../../policy/site-policy.ts";
import { stackOf } from "../../policy/stack.ts";
import { toPulumi } from "../../policy/to-pulumi.ts";
import { samplePlan } from "../components/sample-plan.ts";
import { edited } from "../plan/sample.ts";
import { type EngineResource, runPack, secret, unknown } from "./engine.ts";

const wrong = { found: "it is wrong", allowed: "right", fix: "Mend it." };
const sample: SitePolicy = {
    name: "no-red",
    description: "Red hurts.",
    severity: "high",
    remedy: "Paint it.",
    prowler: ["networking_port_security_disabled"],
    settings: { most: { type: "integer", default: 2 } },
    *checkResource(resource, { stack, settings }) {
        if (resource.get("color") === "red") yield { resource, at: "color", ...wrong };
        if (resource.get("place") !== undefined) yield { resource, unknown: "place" };
        if (resource.name === "asks") yield { resource, ...wrong, found: `${stack.owner} ${settings.most}` };
    },
    *checkStack(resources) {
        for (const resource of resources.filter((one) => one.sources("size").length > 0)) yield { resource, ...wrong };
    },
};
const thing = (name: string, more: Partial<EngineResource> = {}): EngineResource => ({
    ...{ type: "t:i:T", name, inputs: {}, ...more },
});

describe("toPulumi", () => {
    test("hands a policy's metadata on", () => {
        expect(toPulumi([sample], (name) => stackOf(samplePlan(), name))[0]).toMatchObject({
            ...{ name: "no-red", description: "Red hurts.", severity: "high", remediationSteps: "Paint it." },
            enforcementLevel: "mandatory",
            framework: { name: "Prowler", reference: "networking_port_security_disabled" },
            url: "https://hub.prowler.com/check/networking_port_security_disabled",
        });
    });

    test("reports a violation of a resource and one of the stack, each with its resource", async () => {
        const dye = thing("dye");
        const ball = thing("ball", { inputs: { color: "red", size: unknown }, sources: { size: ["dye"] } });
        expect(await runPack([sample], [dye, ball])).toEqual([
            {
                ...{ policy: "no-red", resource: "ball", level: "mandatory" },
                message: "ball.color: it is wrong. Allowed: right. Mend it.",
            },
            {
                ...{ policy: "no-red", resource: "ball", level: "mandatory" },
                message: "ball: it is wrong. Allowed: right. Mend it.",
            },
        ]);
    });

    test("says nothing of what is right", async () => {
        expect(await runPack([sample], [thing("ball", { inputs: { color: "blue" } })])).toEqual([]);
    });

    test("warns of what can't be decided yet", async () => {
        expect(await runPack([sample], [thing("ball", { inputs: { place: unknown } })])).toMatchObject([
            { level: "advisory", message: expect.stringContaining("ball.place: not known in this preview.") },
        ]);
    });

    test("says what its user can mend as a sentence, without a stack", async () => {
        const lost = toPulumi([sample], () => {
            throw new UserError("stack lab-evil: nobody declares it.");
        });
        const validate = lost[0]?.validateResource as unknown as (resource: object) => void;
        const judge = () => validate({ urn: "urn:pulumi:lab-evil::k-one::t::x", props: {} });
        expect(judge).toThrow(expect.objectContaining({ stack: "stack lab-evil: nobody declares it." }));
    });

    test("tells a policy whose stack it is and what its settings are", async () => {
        expect(await runPack([sample], [thing("asks")])).toMatchObject([
            { message: expect.stringContaining("gist 2") },
        ]);
    });

    test("tells a policy that asks for it what is a secret", async () => {
        const plain: SitePolicy = {
            ...{ name: "no-plain", description: "It leaks.", severity: "high", remedy: "Hide it.", readsSecrets: true },
            *checkResource(resource) {
                if (!resource.isSecret("login", "password")) yield { resource, ...wrong };
            },
        };
        const login = (password: unknown) => thing("login", { inputs: { login: { user: "root", password } } });
        expect(await runPack([plain], [login("word")])).toMatchObject([{ level: "mandatory" }]);
        expect(await runPack([plain], [login(secret("word"))])).toEqual([]);
        expect(await runPack([plain], [login(secret(unknown))])).toEqual([]);
        const whole = thing("login", { inputs: { login: secret({ password: "word" }) } });
        expect(await runPack([plain], [whole])).toEqual([]);
    });

    test("lets pass with a warning what the tower's file excepts, and nothing else", async () => {
        const exceptions = "exceptions: [{ policy: no-red, resource: ball, reason: it is a fire engine }]";
        const plan = samplePlan(edited("tower", "    acceptPlaintext", `    ${exceptions}\n    acceptPlaintext`));
        const red = { inputs: { color: "red" } };
        expect(await runPack([sample], [thing("ball", red), thing("other", red)], { plan })).toMatchObject([
            { resource: "ball", level: "advisory", message: expect.stringContaining("it is a fire engine.") },
            { resource: "other", level: "mandatory" },
        ]);
        expect(await runPack([{ ...sample, name: "no-blue" }], [thing("ball", red)], { plan })).toMatchObject([
            { level: "mandatory" },
        ]);
    });
});
