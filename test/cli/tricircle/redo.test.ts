import { describe, expect, test } from "vitest";
import { redoJob } from "../../../cli/tricircle/redo.ts";
import { adminApiWith, job } from "./admin.ts";

const patience = { timeout: 40, interval: 5 };
const other = job("9", "FAIL", { resource: { pod_id: "p2", network_id: "n3" } });

describe("redoJob", () => {
    test("asks for the job and waits until XJob keeps no open entry of it, whatever else has failed", async () => {
        const { api, asked } = adminApiWith([job("1", "FAIL"), other], () => [other, job("7", "SUCCESS")]);
        expect(await redoJob(api, "1", patience)).toMatchObject({
            job: { id: "1", resource: "region RegionOne, network net3" },
            outcome: "done",
        });
        expect(asked).toContain("PUT /jobs/1");
    });

    test("says under which id it failed again", async () => {
        const { api } = adminApiWith([job("1", "FAIL")], () => [job("2", "FAIL")]);
        expect(await redoJob(api, "1", patience)).toMatchObject({ job: { id: "2" }, outcome: "failed" });
    });

    test("says that it waits when XJob doesn't take it up, or hasn't ended it", async () => {
        const frozen = adminApiWith([job("1", "FAIL")], (jobs) => [...jobs, job("2", "NEW")]);
        expect(await redoJob(frozen.api, "1", patience)).toMatchObject({ job: { id: "2" }, outcome: "waiting" });
        const slow = adminApiWith([job("1", "FAIL")], (jobs) => [...jobs, job("3", "RUNNING")]);
        expect(await redoJob(slow.api, "1", patience)).toMatchObject({ job: { id: "3" }, outcome: "waiting" });
    });

    test("refuses an unknown job with those that there are, and asks for nothing", async () => {
        const { api, asked } = adminApiWith([job("1", "FAIL")]);
        await expect(redoJob(api, "5", patience)).rejects.toThrow(
            "no job 5 in Tricircle's Admin API. There are: 1 (shadow_port_setup, region RegionOne, network net3).",
        );
        expect(asked.filter((call) => call.startsWith("PUT"))).toEqual([]);
        await expect(redoJob(adminApiWith([]).api, "5", patience)).rejects.toThrow("No job has failed or waits.");
    });

    test("refuses a job that runs", async () => {
        const { api } = adminApiWith([job("1", "RUNNING")]);
        await expect(redoJob(api, "1", patience)).rejects.toThrow("job 1 isn't one to run again");
    });
});
