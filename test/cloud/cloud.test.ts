import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CloudError, openCloud } from "../../cloud/cloud.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";

describe("openCloud", () => {
    let cloud: StandIn;

    beforeEach(async () => {
        cloud = await startStandIn({
            "/network/v2.0/networks": { networks: [{ id: "n1" }] },
            "/compute/v2.1/servers": { servers: [] },
            "/v3/projects": { projects: [] },
            "/network/v2.0/broken": { status: 409, body: { NeutronError: { message: "it is in use" } } },
        });
    });

    afterEach(() => cloud.close());

    test("gets a token for the entry's project", async () => {
        const { entry, projectId, userId, region } = await openCloud("site", { env: cloud.env });
        expect({ entry, projectId, userId, region }).toEqual({
            entry: "site",
            projectId: "p1",
            userId: "u1",
            region: "RegionOne",
        });
        expect(cloud.logins).toMatchObject([
            { auth: { scope: { project: { name: "k-one-gist", domain: { name: "Default" } } } } },
        ]);
    });

    test("adds the API's version where the catalogue leaves it out", async () => {
        const open = await openCloud("site", { env: cloud.env });
        expect(await open.request("network", "RegionOne", "/networks?name=net1")).toEqual({ networks: [{ id: "n1" }] });
        await open.request("compute", "RegionOne", "/servers");
        await open.request("identity", "RegionOne", "/projects");
        expect(cloud.calls).toEqual([
            "GET /network/v2.0/networks?name=net1",
            "GET /compute/v2.1/servers",
            "GET /v3/projects",
        ]);
    });

    test("gets a new token when the old one has run out", async () => {
        const open = await openCloud("site", { env: cloud.env });
        cloud.expireToken();
        await open.request("network", "RegionOne", "/networks");
        expect(cloud.logins).toHaveLength(2);
    });

    test("says which region lacks the service", async () => {
        const open = await openCloud("site", { env: cloud.env });
        await expect(open.request("network", "RegionSix", "/networks")).rejects.toThrow(
            "site: Keystone's catalogue has no public network endpoint in region RegionSix; it has nothing.",
        );
    });

    test("says that nothing listens", async () => {
        const open = await openCloud("site", { env: cloud.env });
        await expect(open.request("network", "RegionTwo", "/networks")).rejects.toThrow(
            "site: http://127.0.0.1:9 in RegionTwo doesn't answer: nothing listens there.",
        );
    });

    test("hands on the service's own sentence and status", async () => {
        const open = await openCloud("site", { env: cloud.env });
        const error = await open.request("network", "RegionOne", "/broken").catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(CloudError);
        expect(error).toMatchObject({ status: 409, message: expect.stringContaining("answered 409: it is in use.") });
    });
});
