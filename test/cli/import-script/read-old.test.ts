import { afterEach, expect, test } from "vitest";
import { type OldPlace, readSites, readTower } from "../../../cli/import-script/read-old.ts";
import { openCloud } from "../../../cloud/cloud.ts";
import { type StandIn, startStandIn } from "../../cloud/stand-in.ts";

let cloud: StandIn | null = null;
afterEach(() => cloud?.close());

const place: OldPlace = {
    environment: "kone",
    cloud: "site",
    regions: new Map([["RegionOne", "gist"]]),
    existing: new Map(),
    settings: [{ path: ["sites", "gist", "cloud"], value: "site" }],
};
const collections = ["networks", "subnets", "routers", "ports", "floatingips", "security-groups"];
const empty = Object.fromEntries([
    ...collections.map((name) => [`/network/v2.0/${name}`, { [name.replaceAll("-", "_")]: [] }]),
    ["/compute/v2.1/servers/detail", { servers: [] }],
]);
const open = (standIn: StandIn) => (entry: string) => openCloud(entry, { env: standIn.env });

test("a region that has none of the script's objects is told by all that is missing, and by whom it was looked at", async () => {
    cloud = await startStandIn(empty);
    const [gist] = await readSites(place, open(cloud));
    expect(gist?.findings.map(({ path }) => path)).toEqual([
        "sites.gist.tenant",
        "sites.gist.external",
        "sites.gist.router",
    ]);
    expect(gist?.findings[0]?.message).toContain(
        "there is no network net1 in region RegionOne and project p1, which entry site",
    );
});

test("entries that aren't there are named, all at once", async () => {
    const standIn = await startStandIn(empty);
    cloud = standIn;
    const regions = new Map([
        ["RegionOne", "gist"],
        ["RegionTwo", "korea"],
    ]);
    const reading = readSites({ ...place, regions, settings: [] }, open(standIn));
    await expect(reading).rejects.toThrow(/no entry kone-gist.*no entry kone-korea/s);
});

test("the tower's Keystone is where its entry says, and a role that this login can't see is unknown", async () => {
    cloud = await startStandIn({ "/v3/roles": { roles: [{ id: "r1", name: "member" }] } });
    const known = await readTower(place, open(cloud), cloud.env, "/");
    expect(known).toEqual({ cloud: "site", region: "RegionOne", authUrl: cloud.url, memberRole: "r1" });
    await cloud.close();
    cloud = await startStandIn({});
    expect((await readTower(place, open(cloud), cloud.env, "/")).memberRole).toBeNull();
});
