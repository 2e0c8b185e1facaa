import { beforeAll, describe, expect, test } from "vitest";
import { Site } from "../../components/site.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { named, type Recording, record } from "./mocks.ts";
import { samplePlan, siteOf, thirdSite } from "./sample-plan.ts";

const keys = { kBoxKey: "private key", guestPublicKey: "ssh-ed25519 AAAA" };
const makeSite = (plan: EnvironmentPlan, name: string) =>
    record(() => new Site(name, { site: siteOf(plan, name), ...keys }), { stack: `lab-${name}` });
const namesOf = ({ resources }: Recording<unknown>) => resources.map(({ name }) => name).sort();

describe("Site", () => {
    let gist: Recording<Site>;
    const resources = () => gist.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
    beforeAll(async () => {
        gist = await makeSite(samplePlan(), "gist");
    });

    test("makes these resources and no others", () => {
        expect(namesOf(gist)).toMatchInlineSnapshot(`
          [
            "gist",
            "gist-external",
            "gist-external-network",
            "gist-external-subnet",
            "gist-guest",
            "gist-guest-floating-ip",
            "gist-guest-floating-ip-association",
            "gist-guest-icmp",
            "gist-guest-instance",
            "gist-guest-port",
            "gist-guest-port-net3",
            "gist-guest-security-group",
            "gist-guest-ssh-10.30.0.0-24",
            "gist-guest-ssh-203.0.113.1-32",
            "gist-net3",
            "gist-net3-network",
            "gist-net3-route-korea",
            "gist-net3-subnet",
            "gist-net3-vtep",
            "gist-net3-vtep-config",
            "gist-region",
            "gist-region-keypair",
            "gist-region-provider",
            "gist-router",
            "gist-router-router",
            "gist-router-tenant",
            "gist-tenant",
            "gist-tenant-network",
            "gist-tenant-subnet",
            "k-one-lab-gist",
          ]
        `);
    });

    test("gives every OpenStack resource its own region's provider", () => {
        const provider = named(gist, "gist-region-provider");
        expect(provider.inputs).toMatchObject({ cloud: "lab-gist", region: "RegionOne" });
        const users = resources().filter(({ type }) => type.startsWith("openstack:"));
        expect(users.length).toBeGreaterThan(15);
        expect(new Set(users.map((user) => user.provider))).toEqual(
            new Set([`${provider.urn}::gist-region-provider-id`]),
        );
    });

    test("gives every child a parent whose name its own begins with", () => {
        const parents = new Map(gist.resources.map((resource) => [resource.urn, resource]));
        for (const resource of resources().filter(({ name }) => name !== "gist")) {
            const parent = parents.get(resource.parent);
            expect(parent?.name, resource.urn).not.toBe("k-one-lab-gist");
            expect(resource.name.startsWith(`${parent?.name}-`), resource.urn).toBe(true);
        }
    });

    test("has components that all register their outputs", () => {
        const components = resources().filter(({ custom }) => !custom);
        expect(components).toHaveLength(8);
        for (const { urn } of components) expect(gist.finished).toContain(urn);
    });

    test("labels each object that can be with its stack and its own logical name", () => {
        for (const { name, inputs } of resources()) {
            if (inputs.description !== undefined) expect(inputs.description).toBe(`k-one:lab-gist:${name}`);
            if (inputs.tags !== undefined) expect(inputs.tags).toEqual([`k-one:lab-gist:${name}`]);
        }
        const bare = resources().filter(({ custom, inputs }) => custom && !(inputs.description ?? inputs.tags));
        expect(bare.map(({ name }) => name).sort()).toEqual([
            "gist-guest-floating-ip-association",
            "gist-net3-route-korea",
            "gist-net3-vtep-config",
            "gist-region-keypair",
            "gist-region-provider",
            "gist-router-tenant",
        ]);
    });

    test("keeps secrets out of the components' own inputs", () => {
        const text = JSON.stringify(resources().filter(({ custom }) => !custom));
        expect(text).not.toContain(keys.kBoxKey);
    });

    test("asks the engine for nothing, so that a preview makes no call", () => {
        expect(gist.calls).toEqual([]);
    });

    test("protects nothing outside of production", () => {
        expect(resources().filter((resource) => resource.protect)).toEqual([]);
    });

    test("protects external network, router and net3 in production, and leaves the rest changeable", async () => {
        const plan = samplePlan();
        const site = { ...siteOf(plan, "gist"), production: true };
        const { resources: made } = await record(() => new Site("gist", { site, ...keys }));
        expect(made.filter(({ protect }) => protect).map(({ name }) => name)).toEqual([
            "gist-external-network",
            "gist-net3-network",
            "gist-router-router",
        ]);
    });

    test("makes no guest where none is declared", async () => {
        const plan = samplePlan();
        const site = { ...siteOf(plan, "gist"), guest: null };
        const recording = await record(() => new Site("gist", { site, ...keys }));
        expect(recording.result.guest).toBeNull();
        expect(namesOf(recording).filter((name) => name.includes("guest"))).toEqual([]);
    });
});

describe("Site beside a new site", () => {
    test("keeps every resource it had, and gets one route to the new site's guest", async () => {
        const before = await makeSite(samplePlan(), "gist");
        const after = await makeSite(samplePlan({ kaist: thirdSite }), "gist");
        expect(namesOf(after).filter((name) => !namesOf(before).includes(name))).toEqual(["gist-net3-route-kaist"]);
        expect(namesOf(before).filter((name) => !namesOf(after).includes(name))).toEqual([]);
    });

    test("changes no OpenStack resource that it had", async () => {
        const before = await makeSite(samplePlan(), "gist");
        const after = await makeSite(samplePlan({ kaist: thirdSite }), "gist");
        for (const { name, type, inputs } of before.resources) {
            if (type.startsWith("openstack:")) expect(named(after, name).inputs).toEqual(inputs);
        }
    });
});
