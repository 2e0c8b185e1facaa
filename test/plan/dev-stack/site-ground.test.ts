import { expect, test } from "vitest";
import { siteGround, siteSettings, towerSettings } from "../../../plan/dev-stack/site-ground.ts";
import { devStackEnvironment, onGist } from "./environment.ts";

function groundOf(name: string, tower: object) {
    const environment = devStackEnvironment(tower);
    const site = environment.sites.find((candidate) => candidate.name === name);
    if (site === undefined) throw new Error(`no site ${name}`);
    return siteGround(name, site.file, environment.tower, environment.tower.host === null ? null : "RegionOne");
}

test("images are a region's own, or shared those beside Keystone: at the host, else at the tower", () => {
    expect(groundOf("korea", {}).imageRegion).toBe("RegionTwo");
    expect(groundOf("korea", { ...onGist, glance: "shared" }).imageRegion).toBe("RegionOne");
    expect(groundOf("korea", { glance: "shared" }).imageRegion).toBe("CentralRegion");
});

test("Keystone comes with the region of the tower's host alone", () => {
    expect(groundOf("gist", onGist)).toMatchObject({ hosts: true, keystone: "203.0.113.11" });
    expect(groundOf("korea", onGist)).toMatchObject({ hosts: false, keystone: "203.0.113.11" });
});

test("a file without a block has the usual settings", () => {
    expect(siteSettings({ devstack: null })).toMatchObject({ release: "2025.2", virt: "kvm", onDestroy: "stop" });
    expect(towerSettings({ devstack: null })).toMatchObject({ gitBase: "https://opendev.org", offline: true });
});
