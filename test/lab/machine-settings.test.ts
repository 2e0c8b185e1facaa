import { expect, test } from "vitest";
import { siteSettings, towerSettings } from "../../lab/machine-settings.ts";
import { ensureSecrets } from "../../lab/secrets.ts";
import { readSite, readTower } from "../../lab/sites.ts";
import { scratchLab } from "./scratch.ts";

const gist = readSite("gist");
const tower = readTower();

test("a K-Box learns its own passwords and no other", () => {
    const secrets = ensureSecrets(scratchLab(), ["gist", "korea"]);
    const { user, ...own } = secrets.sites.gist ?? {};
    const settings = siteSettings("labunit-gist", gist, tower, secrets);
    expect(settings).toMatchObject({
        role: "site",
        name: "labunit-gist",
        address: "203.0.113.11",
        prefix: 24,
        gateway: "203.0.113.1",
        keystone: "203.0.113.10",
        external: { cidr: "192.168.101.0/24", gateway: "192.168.101.1", physical: "ext" },
        management: { cidr: "172.16.1.0/24", address: "172.16.1.1", physical: "mgmt" },
        boxes: [{ name: "gist-cube1", address: "172.16.1.21" }],
        siteRole: "k-one-gist",
        secrets: own,
    });
    const text = JSON.stringify(settings);
    for (const foreign of [user, secrets.tower.admin, secrets.sites.korea?.nova]) expect(text).not.toContain(foreign);
});

test("the tower learns of a site's passwords only those of its service users", () => {
    const secrets = ensureSecrets(scratchLab(), ["gist"]);
    const settings = towerSettings("labunit-tower", tower, [gist], secrets);
    expect(settings).toMatchObject({ role: "tower", region: "CentralRegion", secrets: secrets.tower });
    expect(settings.sites).toEqual([
        {
            site: "gist",
            address: "203.0.113.11",
            region: "RegionOne",
            secrets: Object.fromEntries(
                ["nova", "neutron", "glance", "placement"].map((name) => [name, Object(secrets.sites.gist)[name]]),
            ),
        },
    ]);
});

test("a K-Box under Tricircle learns where its tunnels start, and has the same physical networks", () => {
    const secrets = ensureSecrets(scratchLab(), ["korea"]);
    const settings = siteSettings("labunit-korea", readSite("korea"), tower, secrets, "tricircle");
    expect(settings).toMatchObject({ vtep: "203.0.113.22", external: { physical: "ext" } });
    expect(siteSettings("labunit-korea", readSite("korea"), tower, secrets)).not.toHaveProperty("vtep");
});
