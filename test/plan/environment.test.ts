import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { loadPlan, PlanError, parseStackFile, planEnvironment, type StackFile } from "../../plan/environment.ts";
import type { EnvironmentPlan, SitePlan } from "../../plan/environment-plan.ts";
import { manySeeds, type SiteSeed, seeds, siteObject, stackFile, stackFiles, towerObject } from "./arbitrary.ts";
import { edited, errorsOf, sample, sampleFiles } from "./sample.ts";

const folders: string[] = [];
afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder of its own with the sample's stack files, some replaced. */
function sampleFolder(changes: Readonly<Record<string, string>> = {}): string {
    const folder = mkdtempSync(join(tmpdir(), "k-one-plan-"));
    folders.push(folder);
    for (const [owner, text] of Object.entries({ ...sample, ...changes })) {
        writeFileSync(join(folder, `Pulumi.lab-${owner}.yaml`), text);
    }
    return folder;
}

function planned(files: readonly StackFile[]): EnvironmentPlan {
    const { plan, findings } = planEnvironment(files, "2026-11-22");
    if (plan === null) throw new Error(JSON.stringify(findings, null, 4));
    return plan;
}

function siteOf(plan: EnvironmentPlan, name: string): SitePlan | undefined {
    return plan.sites.find(({ site }) => site === name);
}

/** What a site's plan says about itself: all but what it learns from the others. */
function ownPart(site: SitePlan | undefined) {
    const sharedNetworks = site?.sharedNetworks.map(({ vtep, routes, ...own }) => ({
        ...own,
        vtep: { ...vtep, peers: [] },
    }));
    return { ...site, sharedNetworks };
}

describe("loadPlan", () => {
    test("gives each site its end of net3, its peers and a route to each of their guests", () => {
        const plan = loadPlan(sampleFolder(), "lab");
        expect(plan.tower).toMatchObject({ stack: "lab-tower", sites: ["gist", "korea"], production: false });
        expect(siteOf(plan, "gist")?.sharedNetworks).toEqual([
            {
                name: "net3",
                driver: "mesh",
                cidr: "10.30.0.0/24",
                vni: 70003,
                mtu: 1450,
                encryption: "none",
                pool: { start: "10.30.0.16", end: "10.30.0.31" },
                vtep: {
                    address: "203.0.113.11",
                    mtu: 1500,
                    device: "vx70003",
                    bridge: "br-net3",
                    switch: "openvswitch",
                    peers: [{ site: "korea", address: "203.0.113.12" }],
                },
                routes: [{ site: "korea", destination: "10.2.0.10/32", nextHop: "10.30.0.36" }],
            },
        ]);
    });

    test("lists every error, one a line, and no warning", () => {
        const folder = sampleFolder({ ...edited("gist", "mtu: 1500", "mtu: 1"), ...edited("korea", "az2", "az1") });
        expect(() => loadPlan(folder, "lab")).toThrow(PlanError);
        expect(() => loadPlan(folder, "lab")).toThrow(
            "environment lab: 2 mistakes in its stack files; nothing was changed.\n" +
                "sites.gist.vtep.mtu: 1 doesn't fit. Allowed: whole numbers from 1330 to 9216.\n" +
                "sites.korea.availabilityZone: az1 is taken by sites.gist.availabilityZone. " +
                "Each site has a zone of its own: choose another one.",
        );
    });
});

describe("planEnvironment", () => {
    test("warns of accepted plaintext, and plans all the same", () => {
        const { plan, findings } = planEnvironment(sampleFiles(), "2026-11-22");
        expect(plan).not.toBeNull();
        expect(findings).toEqual([
            {
                severity: "warning",
                path: "tower.acceptPlaintext",
                message:
                    "2 sites (gist and korea) may send net3 in plaintext over a public network " +
                    "until 2099-01-01 (lab with no way out).",
            },
        ]);
    });

    test("wants a tower", () => {
        expect(errorsOf({ tower: null })).toEqual([
            "stacks/Pulumi.lab-tower.yaml: no such file. An environment has one tower: write its k-one:tower there.",
        ]);
    });

    test("says of a file of nobody what it should be called, and goes on with the others", () => {
        const stray = parseStackFile("stacks/Pulumi.lab.yaml", "config: {}");
        const { plan, findings } = planEnvironment([...sampleFiles(edited("korea", "az2", "az1")), stray]);
        expect(plan).toBeNull();
        expect(findings.filter(({ severity }) => severity === "error").map(({ path }) => path)).toEqual([
            "sites.korea.availabilityZone",
            "stacks/Pulumi.lab.yaml",
        ]);
    });

    test("finds slips in the rest when one file is broken", () => {
        const changes = { ...edited("tower", "outside: 203.0.113.1", "outside: ["), ...edited("korea", "az2", "az1") };
        expect(errorsOf(changes)).toEqual([
            "sites.korea.availabilityZone: az1 is taken by sites.gist.availabilityZone. " +
                "Each site has a zone of its own: choose another one.",
            expect.stringMatching(/^stacks\/Pulumi\.lab-tower\.yaml:7:5: broken YAML: /),
        ]);
    });

    test("finds slips of both kinds in one file", () => {
        const text = sample.gist.replace("transport: public", "transport: open").replace("10.30.0.20", "10.30.0.40");
        expect(errorsOf({ gist: text })).toEqual([
            "sites.gist.guest.net3: 10.30.0.40 lies outside this site's pool 10.30.0.16-10.30.0.31. " +
                "Allowed: 10.30.0.17-10.30.0.31.",
            'sites.gist.vtep.transport: "open" is not known. Allowed: private, public.',
        ]);
    });

    test("lets a tower stand alone, before the first site", () => {
        expect(planned(sampleFiles({ gist: null, korea: null })).sites).toEqual([]);
    });

    test("passes every valid environment", () => {
        fc.assert(
            fc.property(seeds({ minLength: 1, maxLength: 12 }), (sites) => {
                const { findings } = planEnvironment(stackFiles(sites), "2026-11-22");
                expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
            }),
        );
    });

    test("doesn't depend on the order of files and of keys", () => {
        fc.assert(
            fc.property(seeds({ minLength: 1, maxLength: 8 }), (sites) => {
                const reversed = stackFiles(sites)
                    .toReversed()
                    .map((file) => ({ ...file, content: backwards(file.content) }));
                expect(planEnvironment(reversed, "2026-11-22")).toEqual(
                    planEnvironment(stackFiles(sites), "2026-11-22"),
                );
            }),
        );
    });

    test("gives the same plan for the same files", () => {
        const files = stackFiles(manySeeds(9));
        expect(planned(files)).toEqual(planned(files));
    });

    test("changes nothing at the other sites but peers and routes when a site is appended", () => {
        fc.assert(
            fc.property(seeds({ minLength: 2, maxLength: 8 }), (sites) => {
                const files = stackFiles(sites);
                const appended = sites.at(-1)?.name;
                const before = planned(files.filter(({ owner }) => owner !== appended));
                const after = planned(files);
                for (const { site } of before.sites) {
                    expect(ownPart(siteOf(after, site))).toEqual(ownPart(siteOf(before, site)));
                    expect(withoutSite(siteOf(after, site), appended)).toEqual(siteOf(before, site));
                }
            }),
        );
    });

    test("names a planted slip by its path, and nothing else", () => {
        fc.assert(
            fc.property(
                seeds({ minLength: 2, maxLength: 8 }),
                fc.constantFrom(...planted),
                (sites, { path, plant }) => {
                    const [first, second] = [...sites].sort((a, b) => (a.name < b.name ? -1 : 1));
                    if (first === undefined || second === undefined) return;
                    const files = stackFiles(sites).map((file) =>
                        file.owner === second.name ? stackFile(second.name, plant(second, first)) : file,
                    );
                    const { findings } = planEnvironment(files, "2026-11-22");
                    const paths = findings
                        .filter(({ severity }) => severity === "error")
                        .map((finding) => finding.path);
                    expect(paths).toEqual([`sites.${second.name}.${path}`]);
                },
            ),
        );
    });

    test("says what is wrong with the tower of a generated environment", () => {
        const sites = manySeeds(3);
        const tower = { ...towerObject(sites), outside: "10.0.1.7" };
        const files = stackFiles(sites).map((file) => (file.owner === "tower" ? stackFile("tower", tower) : file));
        expect(planEnvironment(files).findings.map(({ path }) => path)).toContain("sites.site1.tenant.cidr");
    });
});

/** Slips that a site can make beside another one, each with the one path that it shows at. */
const planted: readonly { readonly path: string; readonly plant: (site: SiteSeed, other: SiteSeed) => unknown }[] = [
    { path: "region", plant: (site, other) => ({ ...siteObject(site), region: siteObject(other).region }) },
    { path: "baseMac", plant: (site, other) => ({ ...siteObject(site), baseMac: siteObject(other).baseMac }) },
    { path: "colour", plant: (site) => ({ ...siteObject(site), colour: "red" }) },
    { path: "router", plant: (site) => ({ ...siteObject(site), router: undefined }) },
    {
        path: "shared.net3.pool",
        plant: (site, other) => ({ ...siteObject(site), shared: siteObject(other).shared, guest: null }),
    },
    {
        path: "external.cidr",
        plant: (site, other) => ({ ...siteObject(site), external: siteObject(other).external }),
    },
    {
        path: "tenant.cidr",
        plant: (site, other) => ({ ...siteObject(site), tenant: siteObject(other).tenant, guest: null }),
    },
];

function withoutSite(plan: SitePlan | undefined, name: string | undefined) {
    const sharedNetworks = plan?.sharedNetworks.map((network) => ({
        ...network,
        vtep: { ...network.vtep, peers: network.vtep.peers.filter(({ site }) => site !== name) },
        routes: network.routes.filter(({ site }) => site !== name),
    }));
    return { ...plan, sharedNetworks };
}

function backwards(value: unknown): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
        Object.entries(value)
            .toReversed()
            .map(([key, inner]) => [key, backwards(inner)]),
    );
}
