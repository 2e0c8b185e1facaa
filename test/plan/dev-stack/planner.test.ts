import { describe, expect, test } from "vitest";
import type { DevStackPlan } from "../../../plan/dev-stack/dev-stack-plan.ts";
import { renderLocalConf } from "../../../plan/dev-stack/local-conf.ts";
import { planComputeNodes, planSiteDevStack, planTowerDevStack } from "../../../plan/dev-stack/planner.ts";
import type { CompleteEnvironment, CompleteSite } from "../../../plan/site-plan.ts";
import { devStackEnvironment, onGist, onItsOwn, ownKeystones, secrets } from "./environment.ts";

const cube = {
    name: "cube1",
    role: "k-cube",
    address: "172.16.1.21",
    hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICAfHh0cGxoZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIB",
    interfaces: { management: "eno1", control: "eno2", data: "eno3" },
};

const networks = {
    management: { physical: "mgmt", cidr: "172.16.1.0/24", gateway: "172.16.1.1" },
    control: { physical: "ctl", cidr: "172.17.1.0/24" },
    data: { physical: "data", cidr: "172.18.1.0/24", gateway: "172.18.1.1" },
};

function siteNamed({ sites }: CompleteEnvironment, name: string): CompleteSite {
    const site = sites.find((candidate) => candidate.name === name);
    if (site === undefined) throw new Error(`no site ${name}`);
    return site;
}

function confOf(plan: DevStackPlan | null | undefined): string {
    if (!plan) throw new Error("nothing is made by DevStack");
    return renderLocalConf(plan.localConf, secrets);
}

describe("local.conf", () => {
    test("of a tower's own machine holds Keystone and nothing else", async () => {
        const tower = planTowerDevStack(devStackEnvironment(onItsOwn));
        expect(tower).toMatchObject({ name: "tower", role: "tower", region: "CentralRegion", gate: null });
        await expect(confOf(tower)).toMatchFileSnapshot("local-conf/tower.conf");
    });

    test("of the host holds its region and Keystone, and is the tower's stack's to make", async () => {
        const environment = devStackEnvironment(onGist);
        const first = planTowerDevStack(environment);
        expect(first).toMatchObject({ name: "gist", role: "first region", region: "RegionOne" });
        expect(first?.identity).toEqual({
            authUrl: "http://203.0.113.11/identity/v3",
            regions: ["CentralRegion"],
            image: null,
        });
        expect(planSiteDevStack(siteNamed(environment, "gist"), environment)).toBeNull();
        await expect(confOf(first)).toMatchFileSnapshot("local-conf/first-region.conf");
    });

    test("of another site registers its region in that Keystone", async () => {
        const environment = devStackEnvironment(onGist);
        const second = planSiteDevStack(siteNamed(environment, "korea"), environment);
        expect(second).toMatchObject({ name: "korea", role: "region", region: "RegionTwo" });
        expect(second?.identity.regions).toEqual(["RegionTwo"]);
        await expect(confOf(second)).toMatchFileSnapshot("local-conf/second-region.conf");
    });

    test("of a site with a Keystone of its own holds its region and that Keystone, and knows no other site's", async () => {
        const environment = devStackEnvironment(ownKeystones.tower, ownKeystones.sites);
        const korea = planSiteDevStack(siteNamed(environment, "korea"), environment);
        expect(korea).toMatchObject({
            name: "korea",
            role: "first region",
            region: "RegionTwo",
            siteUser: "k-one-korea",
        });
        expect(korea?.identity).toEqual({ authUrl: "http://203.0.113.12/identity/v3", regions: [], image: null });
        expect(korea?.gate).toEqual({ siteRole: "k-one-korea" });
        expect(planTowerDevStack(environment)).toBeNull();
        expect(planSiteDevStack(siteNamed(environment, "gist"), environment)).toMatchObject({ siteUser: "k-one-gist" });
        await expect(confOf(korea)).toMatchFileSnapshot("local-conf/own-keystone.conf");
    });

    test("of a k-cube box asks the Keystone of its own site", () => {
        const environment = devStackEnvironment(ownKeystones.tower, (name) => ({
            ...ownKeystones.sites(name),
            boxes: [cube],
            networks,
        }));
        const [node] = planComputeNodes(siteNamed(environment, "korea"), environment);
        expect(confOf(node)).toContain("KEYSTONE_SERVICE_HOST=203.0.113.12\n");
    });

    test("of a k-cube box runs guests for its K-Box, tunnels over its data card and has its control card in a bridge", async () => {
        const environment = devStackEnvironment(onGist, { boxes: [cube], networks });
        const [node] = planComputeNodes(siteNamed(environment, "gist"), environment);
        expect(node).toMatchObject({ name: "gist-cube1", role: "compute" });
        expect(node?.jump).toEqual(node?.controller);
        expect(node?.openVSwitch.bridgeMappings).toBe("ctl:br-ctl");
        await expect(confOf(node)).toMatchFileSnapshot("local-conf/compute.conf");
    });

    test("of a region that shares images has no Glance, and leads to the host's", async () => {
        const environment = devStackEnvironment({ ...onGist, glance: "shared" });
        const second = planSiteDevStack(siteNamed(environment, "korea"), environment);
        expect(second?.identity.image).toBe("http://203.0.113.11/image");
        expect(confOf(second)).not.toContain("g-api");
        expect(confOf(second)).toContain("[glance]\nregion_name = RegionOne\n");
        expect(second?.gate).toEqual({ siteRole: "k-one-korea" });
        await expect(confOf(second)).toMatchFileSnapshot("local-conf/second-region-shared-images.conf");
    });

    test("of the host that keeps everybody's images is the same as ever, and its Glance is for every site", () => {
        const shared = planTowerDevStack(devStackEnvironment({ ...onGist, glance: "shared" }));
        expect(shared?.gate).toEqual({ siteRole: "k-one-gist", sharesImages: true });
        expect({ ...shared, gate: null }).toEqual({ ...planTowerDevStack(devStackEnvironment(onGist)), gate: null });
    });

    test("of a tower's own machine that keeps everybody's images has a Glance beside Keystone", async () => {
        const devstack = { images: ["https://images.example.org/k-one-guest.qcow2"] };
        const tower = planTowerDevStack(devStackEnvironment({ ...onItsOwn, glance: "shared", devstack }));
        expect(tower?.source.services).toHaveProperty("glance");
        await expect(confOf(tower)).toMatchFileSnapshot("local-conf/tower-with-images.conf");
    });
});

test("a pin in the site's file stands in place of the release's", () => {
    const refs = { devstack: "refs/tags/mine", nova: "32.2.1", swift: "2.37.0" };
    const environment = devStackEnvironment(onGist, { devstack: { refs, gitBase: "file:///opt/git" } });
    const source = planTowerDevStack(environment)?.source;
    expect(source).toMatchObject({ gitBase: "file:///opt/git", ref: "refs/tags/mine", branch: "stable/2025.2" });
    expect(source?.services).toMatchObject({ nova: "32.2.1", neutron: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(source?.services).not.toHaveProperty("swift");
});

test("nothing is planned where regions exist", () => {
    const environment = devStackEnvironment({}, { bootstrap: "adopt", boxes: [cube], networks });
    const gist = siteNamed(environment, "gist");
    expect(planTowerDevStack(environment)).toBeNull();
    expect(planSiteDevStack(gist, environment)).toBeNull();
    expect(planComputeNodes(gist, environment)).toEqual([]);
});

test("no region's plan holds anything of its siblings but Keystone's place", () => {
    const changed = devStackEnvironment(onGist);
    const korea = siteNamed(changed, "korea");
    const other = { ...changed, sites: changed.sites.map((site) => (site.name === "gist" ? moved(site) : site)) };
    expect(planSiteDevStack(korea, other)).toEqual(planSiteDevStack(korea, changed));
});

function moved({ name, file }: CompleteSite): CompleteSite {
    const external = { ...file.external, cidr: "192.168.99.0/24", gateway: "192.168.99.1" };
    return { name, file: { ...file, external, baseMac: "fa:16:3e:09:00:00" } };
}
