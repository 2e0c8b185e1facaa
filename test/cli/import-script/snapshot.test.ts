import { afterEach, expect, test } from "vitest";
import { readBirth, readSnapshot } from "../../../cli/import-script/snapshot.ts";
import { openCloud } from "../../../cloud/cloud.ts";
import { type StandIn, startStandIn } from "../../cloud/stand-in.ts";
import { sampleSnapshot } from "./sample.ts";

let cloud: StandIn | null = null;
afterEach(() => cloud?.close());

const old = sampleSnapshot(1);
const answers = {
    "/network/v2.0/networks": { networks: old.networks },
    "/network/v2.0/subnets": { subnets: old.subnets },
    "/network/v2.0/routers": { routers: old.routers },
    "/network/v2.0/ports": { ports: old.ports },
    "/network/v2.0/floatingips": { floatingips: old.floatingIps },
    "/network/v2.0/security-groups": { security_groups: old.securityGroups },
    "/compute/v2.1/servers/detail": { servers: old.servers },
    "/compute/v2.1/flavors/flavor-id": { flavor: { name: "m1.tiny" } },
};

test("a region is read with its project's own objects, and nothing is changed", async () => {
    cloud = await startStandIn(answers);
    const snapshot = await readSnapshot(await openCloud("site", { env: cloud.env }), "RegionOne");
    expect(snapshot).toEqual({ ...old, region: "RegionOne", entry: "site", project: "p1" });
    expect(cloud.calls.every((call) => call.startsWith("GET "))).toBe(true);
    expect(cloud.calls).toContain("GET /network/v2.0/networks?project_id=p1");
});

test("a server's image that is gone and a key of another user are unknown", async () => {
    cloud = await startStandIn(answers);
    const [server] = old.servers;
    if (server === undefined) throw new Error("the sample has no server");
    expect(await readBirth(await openCloud("site", { env: cloud.env }), "RegionOne", server)).toEqual({
        image: null,
        flavor: "m1.tiny",
        publicKey: null,
    });
});
