import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { cloudName, renderClouds, writeClouds } from "../../lab/clouds.ts";
import { ensureSecrets } from "../../lab/secrets.ts";
import { readSite, readTower } from "../../lab/sites.ts";
import { scratchLab } from "./scratch.ts";

test("each site has an entry with its own user and region, the tower one with rights in Keystone", () => {
    const lab = scratchLab();
    const secrets = ensureSecrets(lab, ["gist", "korea"]);
    const sites = ["gist", "korea"].map((name) => readSite(name));
    writeClouds(lab, readTower(), sites, secrets);
    const written = parse(readFileSync(lab.clouds, "utf8"));
    expect(written).toEqual(renderClouds(lab, readTower(), sites, secrets));
    expect(Object.keys(written.clouds)).toEqual(["tower", "gist", "korea"].map((name) => cloudName(lab, name)));
    expect(written.clouds["labunit-korea"]).toMatchObject({
        region_name: "RegionTwo",
        auth: {
            auth_url: "http://203.0.113.10:5000/v3",
            username: "k-one-korea",
            project_name: "k-one-korea",
            password: secrets.sites.korea?.user,
        },
    });
    expect(written.clouds["labunit-tower"]).toMatchObject({
        region_name: "CentralRegion",
        auth: { username: "admin" },
    });
    expect(statSync(lab.clouds).mode & 0o777).toBe(0o600);
});

test("where each site has a Keystone of its own, each entry leads to it, and nobody has rights in another's", () => {
    const lab = scratchLab();
    const secrets = ensureSecrets(lab, ["gist", "korea"]);
    const sites = ["gist", "korea"].map((name) => readSite(name, "adopt", "own"));
    const { clouds } = renderClouds(lab, readTower(null, "mesh", "adopt", "own"), sites, secrets);
    expect(Object.entries(clouds).map(([name, { auth }]) => [name, auth.auth_url])).toEqual([
        ["labunit-gist", "http://203.0.113.11:5000/v3"],
        ["labunit-korea", "http://203.0.113.12:5000/v3"],
    ]);
});
