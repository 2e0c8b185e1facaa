import { describe, expect, test } from "vitest";
import { askJobs } from "../../../cli/status/jobs.ts";
import { NoAnswerError } from "../../../cloud/cloud.ts";
import { adminApiWith, job } from "../tricircle/admin.ts";
import { samplePlan } from "../verify/fakes.ts";

const tower = { ...samplePlan().tower, central: { pods: [], pools: {} } };

describe("askJobs", () => {
    test("tells the jobs that failed", async () => {
        const { cloud } = adminApiWith([job("1", "FAIL")]).api;
        expect(await askJobs(tower, async () => cloud)).toMatchObject([{ id: "1", status: "failed" }]);
    });

    test("tells nothing when the Admin API doesn't answer", async () => {
        const silent = async () => {
            throw new NoAnswerError("lab-tower doesn't answer.");
        };
        expect(await askJobs(tower, silent)).toBeNull();
    });
});
