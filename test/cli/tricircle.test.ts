import { describe, expect, test } from "vitest";
import type { TricircleJob } from "../../cli/tricircle/jobs.ts";
import { renderRedone } from "../../cli/tricircle.ts";

const job: TricircleJob = {
    id: "2",
    type: "shadow_port_setup",
    status: "failed",
    time: "2027-06-30 12:00:00",
    resource: "region RegionOne, network net3",
};

describe("renderRedone", () => {
    test("says how the job ended, and what to look at when it didn't end well", () => {
        expect(renderRedone({ job, outcome: "done" })).toBe(
            "XJob has done shadow_port_setup of region RegionOne, network net3.",
        );
        expect(renderRedone({ job, outcome: "failed" })).toContain("it is job 2 now, and XJob's journal says why");
        expect(renderRedone({ job, outcome: "waiting" })).toContain("waits");
    });
});
