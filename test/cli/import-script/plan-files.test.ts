import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { DraftInput } from "../../../cli/import-script/draft.ts";
import { planFiles } from "../../../cli/import-script/plan-files.ts";
import { sampleSite, sampleTower, unknownToOpenStack } from "./sample.ts";

const folder = mkdtempSync(join(tmpdir(), "k-one-import-"));
afterAll(() => rmSync(folder, { recursive: true }));

const input: DraftInput = {
    environment: "sample",
    tower: sampleTower,
    sites: [sampleSite(1), sampleSite(2)],
    existing: new Map(),
    settings: unknownToOpenStack,
};
const plan = (changes: Partial<DraftInput> = {}) => planFiles(folder, new Map(), { ...input, ...changes });
const objectOf = (changes: ReturnType<typeof plan>, owner: string) => {
    const key = owner === "tower" ? "k-one:tower" : "k-one:site";
    return parse(changes.find((change) => change.owner === owner)?.after ?? "").config[key];
};
const complaint = (changes: Partial<DraftInput>): string => {
    try {
        plan(changes);
    } catch (error) {
        return (error as Error).message;
    }
    return "";
};

describe("the stack files of an old environment", () => {
    test("say what OpenStack says, and what the user has added", () => {
        const changes = plan();
        expect(objectOf(changes, "site1")).toMatchObject({
            region: "Region1",
            availabilityZone: "az1",
            cloud: "sample-site1",
            external: {
                network: "ext-net1",
                physical: "extern",
                cidr: "192.168.101.0/24",
                gateway: "192.168.101.1",
                pool: "192.168.101.100-192.168.101.254",
            },
            router: "R1",
            tenant: { network: "net1", cidr: "10.0.1.0/24" },
            shared: { net3: { pool: "10.0.3.1-10.0.3.15" } },
            guest: { tenant: "10.0.1.10", net3: "10.0.3.10" },
            imported: ["external", "guest"],
            institution: "Institution 1",
        });
        expect(objectOf(changes, "tower")).toMatchObject({
            cloud: "sample-tower",
            region: "CentralRegion",
            identity: { authUrl: "http://198.18.0.10:5000/v3", memberRole: "m1" },
            guest: { image: "cirros", flavor: "m1.tiny", user: "root" },
            sharedNetworks: { net3: { driver: "mesh", cidr: "10.0.3.0/24", vni: 178, mtu: 1450 } },
        });
    });

    test("name their schema, disable the default provider and have the old guest's public key", () => {
        const text = plan().find(({ owner }) => owner === "site1")?.after ?? "";
        expect(text).toMatch(/^# yaml-language-server: \$schema=site.schema.json\n/);
        expect(parse(text).config).toMatchObject({
            "pulumi:disable-default-providers": ["openstack"],
            "k-one:guestPublicKey": "ssh-ed25519 AAAA",
        });
    });

    test("keep what a file says that is there already, but for what OpenStack knows better", () => {
        const existing = new Map([
            [
                "site1",
                {
                    institution: "Old",
                    router: "R9",
                    vtep: { mtu: 9000 },
                    shared: { net3: { pool: "10.0.3.4-10.0.3.14" } },
                },
            ],
        ]);
        const settings = unknownToOpenStack.filter(({ path }) => path[2] !== "institution" || path[1] !== "site1");
        expect(objectOf(plan({ existing, settings }), "site1")).toMatchObject({
            institution: "Old",
            router: "R1",
            vtep: { mtu: 1500 },
            shared: { net3: { pool: "10.0.3.4-10.0.3.14" } },
        });
    });

    test("don't take over a pool of another net3", () => {
        const existing = new Map([["site1", { shared: { net3: { pool: "10.30.0.16-10.30.0.31" } } }]]);
        expect(objectOf(plan({ existing }), "site1").shared.net3.pool).toBe("10.0.3.1-10.0.3.15");
    });
});

describe("what is missing or can't be expressed", () => {
    test("is named all at once, by the path that sets it", () => {
        const said = complaint({ settings: [], tower: { ...sampleTower, memberRole: null } });
        expect(said).toMatch(
            /^environment sample: \d+ things are missing or can't be expressed; nothing was written\.\n/,
        );
        for (const path of ["sites.site1.kBox", "sites.site2.baseMac", "sites.site1.institution", "tower.outside"]) {
            expect(said).toContain(`\n${path}: missing.`);
        }
        expect(said).toContain("\ntower.identity.memberRole: missing.");
        expect(said).toContain("--set <path>=<value>");
    });

    test("is a guest that has its pool's first address", () => {
        const settings = [
            ...unknownToOpenStack,
            { path: ["sites", "site1", "shared", "net3", "pool"], value: "10.0.3.10-10.0.3.15" },
        ];
        expect(complaint({ settings })).toContain("sites.site1.guest.net3: 10.0.3.10 is the first of its pool");
    });

    test("is a guest outside of the pool that the user wants", () => {
        const settings = [
            ...unknownToOpenStack,
            { path: ["sites", "site1", "shared", "net3", "pool"], value: "10.0.3.2-10.0.3.8" },
        ];
        expect(complaint({ settings })).toContain("sites.site1.guest.net3: 10.0.3.10 lies outside this site's pool");
    });

    test("is an external subnet with two pools, and a net3 with two subnets", () => {
        const [first, second] = [sampleSite(1), sampleSite(2)];
        const subnets = first.snapshot.subnets.map((subnet) =>
            subnet.id === "external-subnet-id"
                ? {
                      ...subnet,
                      allocation_pools: [
                          ...subnet.allocation_pools,
                          { start: "192.168.101.10", end: "192.168.101.20" },
                      ],
                  }
                : subnet,
        );
        const moved = second.snapshot.subnets.map((subnet) =>
            subnet.id === "net3-subnet-id" ? { ...subnet, cidr: "10.0.4.0/24" } : subnet,
        );
        const said = complaint({ sites: [sampleSite(1, { subnets }), sampleSite(2, { subnets: moved })] });
        expect(said).toContain(
            "sites.site1.external.pool: ext-subnet1 has 2 pools (192.168.101.100-192.168.101.254, 192.168.101.10-192.168.101.20), and a site has one.",
        );
        expect(said).toContain("sites.site2.shared.net3: net3 has 10.0.4.0/24 here and 10.0.3.0/24 at site1");
    });

    test("is driver tricircle, whose Central Neutron makes all networks itself", () => {
        const settings = [
            ...unknownToOpenStack,
            { path: ["tower", "sharedNetworks", "net3", "driver"], value: "tricircle" },
        ];
        expect(complaint({ settings })).toContain(
            "sites.site1.imported: external and guest can't be what was imported with tower.sharedNetworks.net3.driver: tricircle",
        );
    });
});
