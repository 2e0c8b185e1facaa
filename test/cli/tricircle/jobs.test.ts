import { describe, expect, test } from "vitest";
import { openJobs } from "../../../cli/tricircle/jobs.ts";
import { adminApiWith, job } from "./admin.ts";

describe("openJobs", () => {
    test("tells what failed or waits by the names of its resources, the latest first", async () => {
        const later = { timestamp: "2027-06-30T12:05:00.123", resource: { project_id: "k" }, type: "seg_rule_setup" };
        const { api } = adminApiWith([job("1", "FAIL"), job("2", "SUCCESS"), job("3", "NEW", later)]);
        expect(await openJobs(api)).toEqual([
            {
                id: "3",
                type: "seg_rule_setup",
                status: "new",
                time: "2027-06-30 12:05:00",
                resource: "project k-one-gist",
            },
            {
                id: "1",
                type: "shadow_port_setup",
                status: "failed",
                time: "2027-06-30 12:00:00",
                resource: "region RegionOne, network net3",
            },
        ]);
    });

    test("has nothing to tell when every job ended well", async () => {
        expect(await openJobs(adminApiWith([job("2", "SUCCESS")]).api)).toEqual([]);
    });

    test("tells what is gone by its id", async () => {
        const { api } = adminApiWith([job("1", "FAIL", { resource: { pod_id: "p9", router_id: "r1" } })]);
        expect(await openJobs(api)).toMatchObject([{ resource: "region p9, router r1" }]);
    });
});
