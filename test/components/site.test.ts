import { beforeAll, describe, expect, test } from "vitest";
import { Site } from "../../components/site.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { named, type Recording, type Registered, record } from "./mocks.ts";
import { devStackPlan, devStackSecrets } from "./sample-dev-stack.ts";
import { samplePlan, siteOf, thirdSite } from "./sample-plan.ts";

const keys = { kBoxKey: "private key", guestPublicKey: "ssh-ed25519 AAAA", controlPublicKey: "ssh-ed25519 BBBB" };
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
    /** What a preview of a site that was there before would show, resource by resource. */
    const previewOf = async (name: string) => {
        const before = await makeSite(samplePlan(), name);
        const after = await makeSite(samplePlan({ kaist: thirdSite }), name);
        return [`${name}:`, ...differences(before, after)].join("\n");
    };

    test("gets its peer and its filter in place, one route to the new guest, and nothing else", async () => {
        const text = `${await previewOf("gist")}\n\n${await previewOf("korea")}\n`;
        await expect(text).toMatchFileSnapshot("golden/third-site.txt");
    });

    test("a change that the golden file doesn't have would show", async () => {
        const site = siteOf(samplePlan({ kaist: thirdSite }), "gist");
        const renamed = await record(() => new Site("gist", { site: { ...site, router: "R9" }, ...keys }));
        expect(differences(await makeSite(samplePlan(), "gist"), renamed).join("\n")).toContain("~ gist-router-router");
    });
});

/** Differences of two registrations of a stack in all that could change a resource, components left out. */
function differences(before: Recording<unknown>, after: Recording<unknown>): readonly string[] {
    const custom = (recording: Recording<unknown>) =>
        new Map(recording.resources.filter((resource) => resource.custom).map((each) => [each.name, each]));
    const [old, now] = [custom(before), custom(after)];
    const names = [...new Set([...old.keys(), ...now.keys()])].sort();
    return names.flatMap((name) => difference(old.get(name), now.get(name)));
}

function difference(old: Registered | undefined, now: Registered | undefined): readonly string[] {
    if (now === undefined) return [`- ${old?.name} (${old?.type})`];
    if (old === undefined) return [`+ ${now.name} (${now.type})`, ...linesOf(now).map((line) => `    + ${line}`)];
    const [was, is] = [linesOf(old), linesOf(now)];
    const lines = [
        ...was.filter((line) => !is.includes(line)).map((line) => `    - ${line}`),
        ...is.filter((line) => !was.includes(line)).map((line) => `    + ${line}`),
    ];
    return lines.length === 0 ? [] : [`~ ${now.name} (${now.type})`, ...lines];
}

/** A resource in lines. What it depends on orders the run and changes nothing, so it stays out. */
function linesOf({ inputs, urn, parent, provider, protect, replaceOnChanges, deleteBeforeReplace }: Registered) {
    const options = { urn, parent, provider, protect, replaceOnChanges, deleteBeforeReplace };
    return [inputs, options].flatMap((part) =>
        Object.entries(part).flatMap(([key, value]) => textOf(value).map((line) => `${key}: ${line}`)),
    );
}

/** A text may have lines of its own: a script, a K-Box's config. */
function textOf(value: unknown): readonly string[] {
    return typeof value === "string" ? value.split("\n") : [JSON.stringify(value)];
}

describe("a Site that DevStack makes", () => {
    const bare = {
        ...siteOf(samplePlan(), "gist"),
        devStack: devStackPlan(),
        computeNodes: [devStackPlan({ name: "gist-cube1", role: "compute", controller: devStackPlan().machine })],
    };
    const make = () => record(() => new Site("gist", { site: bare, ...keys, devStackSecrets }), { stack: "lab-gist" });

    test("is stacked before anything of it is asked for, and a compute node after its K-Box", async () => {
        const made = await make();
        const health = named(made, "gist-devstack-health").urn;
        const node = named(made, "gist-devstack-gist-cube1-health").urn;
        for (const name of ["gist-region-provider", "gist-net3-vtep-config"]) {
            expect(named(made, name).dependencies, name).toEqual(expect.arrayContaining([health, node]));
        }
        expect(named(made, "gist-devstack-gist-cube1-host").dependencies).toContain(health);
        expect(named(made, "gist-devstack-host").dependencies).toEqual([]);
    });

    test("needs DevStack's secrets, and nobody else does", async () => {
        await expect(record(() => new Site("gist", { site: bare, ...keys }))).rejects.toThrow("no secrets of DevStack");
        const adopted = await makeSite(samplePlan(), "gist");
        expect(adopted.result.devStacks).toEqual([]);
    });
});
