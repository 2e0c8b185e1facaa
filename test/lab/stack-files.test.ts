import { readFileSync, rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { keepMesh } from "../../lab/driver.ts";
import { boxHostKey, controlKey, guestKey, hostKey, publicKey } from "../../lab/keys.ts";
import { readText } from "../../lab/processes.ts";
import { ensureSecrets } from "../../lab/secrets.ts";
import { readSite, readTower, siteNames } from "../../lab/sites.ts";
import {
    ensureStackFile,
    knownMemberRole,
    renderStackFile,
    siteStack,
    stackPath,
    towerStack,
} from "../../lab/stack-files.ts";
import { fakePulumi } from "./fake-pulumi.ts";
import { labPlan, memberRole, scratchStacks } from "./lab-plan.ts";
import { scratchLab } from "./scratch.ts";

describe("a site's stack file", () => {
    test("pins the K-Box's host key and encrypts the key to it", async () => {
        const lab = await scratchStacks(["gist"]);
        const tool = fakePulumi();
        await ensureStackFile(lab, tool, siteStack(lab, readSite("gist")));
        const text = readFileSync(stackPath(lab, "labunit-gist"), "utf8");
        const { config, encryptionsalt } = parse(text);
        expect(encryptionsalt).toBe("v1:1");
        expect(config["k-one:site"]).toMatchObject({
            cloud: "labunit-gist",
            kBox: { address: "203.0.113.11", user: "root", hostKey: publicKey(hostKey(lab, "gist")) },
        });
        expect(config["k-one:site"].boxes[0].hostKey).toBe(publicKey(boxHostKey(lab, "gist", "gist-cube1")));
        expect(config["k-one:controlPublicKey"]).toBe(publicKey(controlKey(lab, "gist")));
        expect(config["k-one:kBoxKey"].secure).toMatch(/^v1:2:/);
        expect(config["k-one:guestPublicKey"]).toBe(publicKey(guestKey(lab)));
        expect(config["pulumi:disable-default-providers"]).toEqual(["openstack"]);
        expect(text).not.toContain("PRIVATE KEY");
        expect(text).toMatch(/\n# Written by .*lab\/sites\/gist\.yaml/);
    });

    test("has what else it is told: keys of the site, and secrets", async () => {
        const lab = await scratchStacks(["gist"]);
        const more = { plain: { devstack: { virt: "qemu" } }, secrets: { "k-one:serviceToken": "planted-secret" } };
        await ensureStackFile(lab, fakePulumi(), siteStack(lab, readSite("gist", "devstack"), more));
        const text = readFileSync(stackPath(lab, "labunit-gist"), "utf8");
        const { config } = parse(text);
        expect(config["k-one:site"]).toMatchObject({ bootstrap: "devstack", devstack: { virt: "qemu" } });
        expect(config["k-one:serviceToken"].secure).toMatch(/^v1:/);
        expect(config["k-one:kBoxKey"].secure).toMatch(/^v1:/);
        expect(text).not.toContain("planted-secret");
    });

    test("of a lab that has moved to a mesh keeps the bridges that Tricircle's agents made", async () => {
        const lab = await scratchStacks(["gist"]);
        expect(siteStack(lab, readSite("gist")).plain["k-one:site"]).not.toHaveProperty("vtep.switch");
        keepMesh(lab);
        const address = readSite("gist").vtep.address;
        expect(siteStack(lab, readSite("gist")).plain["k-one:site"]).toMatchObject({
            vtep: { address, switch: "linuxbridge" },
        });
    });

    test("stays the same, byte for byte, and Pulumi isn't asked again", async () => {
        const lab = await scratchStacks(["gist"]);
        const tool = fakePulumi();
        await ensureStackFile(lab, tool, siteStack(lab, readSite("gist")));
        const first = readText(stackPath(lab, "labunit-gist"));
        await ensureStackFile(lab, tool, siteStack(lab, readSite("gist")));
        expect(readText(stackPath(lab, "labunit-gist"))).toBe(first);
        expect(tool.calls()).toHaveLength(2);
    });

    test("is made again when it was removed, on the stack that is there", async () => {
        const lab = await scratchStacks(["gist"]);
        const tool = fakePulumi();
        await ensureStackFile(lab, tool, siteStack(lab, readSite("gist")));
        rmSync(stackPath(lab, "labunit-gist"));
        await ensureStackFile(lab, tool, siteStack(lab, readSite("gist")));
        expect(parse(readText(stackPath(lab, "labunit-gist")) ?? "").config["k-one:kBoxKey"].secure).toMatch(/^v1:4:/);
    });

    test("keeps what a user has set, and what a plan was changed to goes back", () => {
        const wanted = { source: "lab/sites/gist.yaml", plain: { "k-one:site": { region: "RegionOne" } } };
        const before = 'encryptionsalt: v1:x\nconfig:\n  k-one:extra: "1"\n  k-one:site: { region: Other }\n';
        expect(parse(renderStackFile(wanted, before))).toEqual({
            encryptionsalt: "v1:x",
            config: { "k-one:extra": "1", "k-one:site": { region: "RegionOne" } },
        });
        expect(renderStackFile(wanted, renderStackFile(wanted, before))).toBe(renderStackFile(wanted, before));
    });

    test("says in its first line where its schema is, for editors", () => {
        const firstLine = (key: string) => renderStackFile({ source: "x", plain: { [key]: {} } }, null).split("\n")[0];
        expect(firstLine("k-one:site")).toBe("# yaml-language-server: $schema=site.schema.json");
        expect(firstLine("k-one:tower")).toBe("# yaml-language-server: $schema=tower.schema.json");
    });
});

test("the tower's stack file gets a new site's password and keeps the others as they are encrypted", async () => {
    const lab = scratchLab();
    const tool = fakePulumi();
    const tower = readTower();
    const make = (sites: readonly string[]) =>
        ensureStackFile(lab, tool, towerStack(lab, tower, memberRole, ensureSecrets(lab, sites), sites));
    expect(knownMemberRole(lab)).toBeNull();
    await make(["gist"]);
    expect(knownMemberRole(lab)).toBe(memberRole);
    const before = parse(readText(stackPath(lab, "labunit-tower")) ?? "").config;
    await make(["gist", "korea"]);
    const after = parse(readText(stackPath(lab, "labunit-tower")) ?? "").config;
    expect(after["k-one:gistPassword"]).toEqual(before["k-one:gistPassword"]);
    expect(after["k-one:koreaPassword"].secure).toMatch(/^v1:/);
    expect(after["k-one:tower"].identity.memberRole).toBe(memberRole);
});

test("no secret is ever on a command line", async () => {
    const lab = await scratchStacks(["gist"]);
    const tool = fakePulumi();
    const secrets = ensureSecrets(lab, ["gist"]);
    await ensureStackFile(lab, tool, towerStack(lab, readTower(), memberRole, secrets, ["gist"]));
    await ensureStackFile(lab, tool, siteStack(lab, readSite("gist")));
    const lines = tool.calls().join("\n");
    expect(lines).not.toContain(secrets.sites.gist?.user);
    expect(lines).not.toContain("PRIVATE");
});

test.each([null, "gist"])("the planner accepts the files of all five sites, with the tower's host %s", async (host) => {
    const { plan, findings } = await labPlan(host);
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plan?.sites.map(({ site }) => site)).toEqual([...siteNames].sort());
    expect(plan?.tower.host).toBe(host);
});

test.each([
    ["gist", "devstack", "shared", ["none", "region", "region", "region", "region"]],
    [null, "devstack", "own", Array(5).fill("first region")],
    [null, "adopt", "own", Array(5).fill("none")],
] as const)(
    "the planner accepts them with host %s, bootstrap %s and identity %s",
    async (host, kind, identity, roles) => {
        const { plan, findings } = await labPlan(host, kind, identity);
        expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(plan?.tower.identityMode).toBe(identity);
        const stacked = new Map(plan?.sites.map(({ site, devStack }) => [site, devStack?.role ?? "none"]));
        expect(siteNames.map((site) => stacked.get(site))).toEqual(roles);
    },
);
