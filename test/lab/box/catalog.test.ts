import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeKeystone } from "./keystone.ts";
import { hasPython, pythonAsync, tower } from "./python.ts";

const write = `
import json, sys
from k_one_box import catalog, machine
one = catalog.Catalog.__new__(catalog.Catalog)
one.tower = machine.parse(sys.argv[1])
one.url = f"http://127.0.0.1:{sys.argv[2]}/v3"
one.session = catalog.Session(one.url, "admin", one.tower.secret("admin"), "admin")
one.write()
print("{}")
`;

const gist = {
    site: "gist",
    address: "203.0.113.11",
    region: "RegionOne",
    secrets: { nova: "n", neutron: "u", glance: "g", placement: "p" },
};
const korea = { ...gist, site: "korea", address: "203.0.113.12", region: "RegionTwo" };

describe.skipIf(!hasPython)("the tower's catalog", () => {
    let keystone: FakeKeystone;
    let port = 0;
    beforeEach(async () => {
        keystone = new FakeKeystone();
        keystone.add("users", { name: "admin", password: tower.secrets.admin });
        port = await keystone.start();
    });
    afterEach(() => keystone.stop());

    const run = (...sites: object[]) => pythonAsync(write, JSON.stringify({ ...tower, sites }), String(port));
    const users = () => keystone.list("users").map((user) => user.name);
    const endpoints = (region: string) => keystone.list("endpoints").filter((one) => one.region_id === region);

    it("gets each site's region, endpoints and service users, and identity in every region", async () => {
        await run(gist);
        expect(keystone.list("regions").map((region) => region.id)).toEqual(["CentralRegion", "RegionOne"]);
        expect(endpoints("RegionOne")).toHaveLength(15);
        expect(endpoints("CentralRegion")).toHaveLength(3);
        expect(users()).toEqual(["admin", "nova-gist", "neutron-gist", "glance-gist", "placement-gist"]);
    });

    it("makes a site's service users administrators of their own region and of nothing else", async () => {
        await run(gist, korea);
        const named = (kind: string, id?: string) => keystone.list(kind).find((entry) => entry.id === id)?.name;
        const given = [...keystone.roles].map((path) => {
            const [, , user, , role] = path.split("/");
            return `${named("users", user)} ${named("roles", role)}`;
        });
        expect(given).toContain("nova-gist k-one-gist-service");
        expect(given.filter((one) => /-gist .*korea|-korea .*gist| admin$/.test(one))).toEqual([]);
    });

    it("is changed by nothing when it is right, and only grows when a site is added", async () => {
        await run(gist);
        keystone.changes.length = 0;
        await run(gist);
        expect(keystone.changes).toEqual([]);
        await run(gist, korea);
        expect(keystone.changes.filter((change) => !change.startsWith("POST"))).toEqual([]);
        expect(endpoints("RegionTwo")).toHaveLength(15);
    });

    it("follows an address and a password that changed", async () => {
        await run(gist);
        keystone.changes.length = 0;
        await run({ ...gist, address: "203.0.113.99", secrets: { ...gist.secrets, nova: "other" } });
        expect(new Set(keystone.changes)).toEqual(new Set(["PATCH endpoints", "PATCH users"]));
        expect(endpoints("RegionOne").filter((one) => String(one.url).includes("203.0.113.11"))).toEqual([]);
    });
});
