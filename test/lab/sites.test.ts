import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { chooseSites, readSite, readTower, siteNames, sitesOf, towerAddress } from "../../lab/sites.ts";
import { UserError } from "../../plan/user-error.ts";
import { scratchLab } from "./scratch.ts";

describe("the committed sites", () => {
    test("each has its own region, K-Box, external network and MAC prefix", () => {
        const sites = siteNames.map((name) => readSite(name));
        for (const of of [
            (site: (typeof sites)[number]) => site.region,
            (site: (typeof sites)[number]) => site.kBox.address,
            (site: (typeof sites)[number]) => site.external.cidr,
            (site: (typeof sites)[number]) => site.baseMac,
        ]) {
            expect(new Set(sites.map(of)).size).toBe(5);
        }
    });

    test("keep the order of their files' keys", () => {
        expect(Object.keys(readSite("gist")).slice(0, 3)).toEqual(["institution", "region", "availabilityZone"]);
    });

    test("are the same under every driver: the tower alone says which it is", () => {
        expect(readTower().sharedNetworks).toMatchObject({ net3: { driver: "mesh", vni: 70003 } });
        expect(readTower(null, "tricircle").sharedNetworks).toMatchObject({
            net3: { driver: "tricircle", vni: 70003 },
        });
    });

    test("know the tower, on its own machine or on a K-Box", () => {
        expect(towerAddress(readTower())).toBe("203.0.113.10");
        expect(towerAddress(readTower("gist"))).toBe("203.0.113.11");
        expect(readTower().host).toBeNull();
        expect(readTower("gist").host).toBe("gist");
    });

    test("have tunnels from addresses of their own, and one of them apart from its control link", () => {
        const sites = siteNames.map((name) => readSite(name));
        expect(new Set(sites.map(({ vtep }) => vtep.address)).size).toBe(5);
        const apart = sites.filter(({ kBox, vtep }) => kBox.address !== vtep.address);
        expect(apart.map(({ name }) => name)).toEqual(["korea"]);
    });
});

describe("the same sites with regions that DevStack makes", () => {
    test("have no box that would become a compute node, and are as committed otherwise", () => {
        const { boxes, bootstrap, ...rest } = readSite("korea", "devstack");
        expect(bootstrap).toBe("devstack");
        expect(boxes).toEqual([]);
        expect(readSite("korea")).toMatchObject(rest);
    });

    test("have their K-Cubes where these are machines, whom DevStack's user must be root of", () => {
        expect(readSite("gist").boxes).toMatchObject([{ name: "gist-cube1", user: "k-one" }]);
        expect(readSite("gist", "devstack", "shared", true).boxes).toMatchObject([
            { name: "gist-cube1", user: "root" },
        ]);
        expect(readSite("gist", "adopt", "shared", true).boxes).toMatchObject([{ name: "gist-cube1", user: "k-one" }]);
    });

    test("say in their own words why their tunnels need no encryption, since such a lab has a way out", () => {
        expect(readTower("gist", "mesh", "devstack").acceptPlaintext).toMatchObject({
            reason: "tunnels stay on this computer",
        });
    });

    test("find Keystone where DevStack puts it, and a flavor that DevStack makes", () => {
        const tower = readTower("korea", "mesh", "devstack");
        expect(tower.identity.authUrl).toBe("http://203.0.113.12/identity/v3");
        expect(tower.guest).toEqual({ image: "k-one-guest", flavor: "cirros256", user: "root" });
        expect(readTower("korea").guest).toMatchObject({ flavor: "k-one.tiny" });
    });
});

describe("the same sites with a Keystone each", () => {
    test("find it on their own K-Box, where its kind has it", () => {
        expect(readSite("korea", "adopt", "own").identity).toEqual({ authUrl: "http://203.0.113.12:5000/v3" });
        expect(readSite("korea", "devstack", "own").identity).toEqual({ authUrl: "http://203.0.113.12/identity/v3" });
        expect(readSite("korea").identity).toBeUndefined();
    });

    test("have a tower that is nowhere", () => {
        const tower = readTower(null, "mesh", "devstack", "own");
        expect(tower.identity).toEqual({ mode: "own" });
        expect(tower.region).toBeUndefined();
        expect(tower.guest).toMatchObject({ flavor: "cirros256" });
        expect(() => towerAddress(tower)).toThrow("the tower is nowhere");
    });
});

describe("chooseSites", () => {
    test("gives a new lab two sites", () => {
        expect(chooseSites(scratchLab(), undefined)).toEqual(["gist", "korea"]);
    });

    test("keeps what a lab has, and adds what is missing", () => {
        const lab = scratchLab();
        for (const name of ["tower", "gist", "korea", "soongsil"]) mkdirSync(join(lab.machines, name));
        expect(sitesOf(lab)).toEqual(["gist", "korea", "soongsil"]);
        expect(chooseSites(lab, undefined)).toEqual(["gist", "korea", "soongsil"]);
        expect(chooseSites(lab, 1)).toEqual(["gist", "korea", "soongsil"]);
        expect(chooseSites(lab, 5)).toEqual(siteNames);
    });

    test.each([0, 6, 1.5, -1])("refuses %d sites", (count) => {
        expect(() => chooseSites(scratchLab(), count)).toThrow(UserError);
    });
});
