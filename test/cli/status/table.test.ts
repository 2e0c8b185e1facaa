import { describe, expect, test } from "vitest";
import { noRecord } from "../../../cli/status/record.ts";
import type { EnvironmentStatus, StackReport } from "../../../cli/status/report.ts";
import { renderStatus } from "../../../cli/status/table.ts";

const yes = { ok: true, reason: null };
const gist: StackReport = {
    stack: "lab-gist",
    site: "gist",
    lastUpdate: { time: "2027-06-30T12:00:01.000Z", kind: "update", result: "succeeded" },
    resources: 30,
    pending: 0,
    outputs: { floatingIp: "192.168.101.9", guest: { net3: "10.30.0.20" }, token: "[secret]" },
    error: null,
    reach: { ssh: yes, devStack: null, jobs: null, apis: { identity: yes, network: yes } },
};
const show = (stacks: readonly StackReport[], more: Partial<EnvironmentStatus> = {}) =>
    renderStatus({ environment: "lab", backend: "file:///s", seconds: 1, stacks, ...more }, false);

describe("renderStatus", () => {
    test("shows update, resources, answers and outputs, and has nothing to add when all is well", () => {
        const text = show([gist]);
        for (const part of ["update succeeded", "2027-06-30 12:00:01 UTC", "30", "answers", "2 of 2 answer"]) {
            expect(text).toContain(part);
        }
        for (const part of ["floatingIp 192.168.101.9", "guest.net3 10.30.0.20", "token [secret]"]) {
            expect(text).toContain(part);
        }
        expect(text.endsWith("┘")).toBe(true);
        expect(text).not.toContain("\u001b");
    });

    test("says what is silent, and why", () => {
        const silent = { ok: false, reason: "no answer in 4 s" };
        const text = show([
            { ...gist, reach: { ssh: silent, devStack: null, jobs: null, apis: { identity: yes, network: silent } } },
        ]);
        expect(text).toContain("silent: network");
        expect(text).toContain("site gist: network: no answer in 4 s.\nsite gist: K-Box's SSH: no answer in 4 s.");
    });

    test("says how far DevStack is", () => {
        const reach = { ssh: yes, devStack: "running; last phase: Starting Nova", jobs: null, apis: { identity: yes } };
        expect(show([{ ...gist, reach }])).toContain("site gist: DevStack: running; last phase: Starting Nova.");
    });

    test("says which job of XJob failed, for what, and how it is done again", () => {
        const failed = { id: "7", type: "shadow_port_setup", status: "failed", time: "2027-06-30 12:00:00" } as const;
        const jobs = [{ ...failed, resource: "region RegionOne, network net3" }];
        const reach = { ssh: null, devStack: null, jobs, apis: {} };
        expect(show([{ ...gist, stack: "lab-tower", site: null, reach }])).toContain(
            "lab-tower: job 7 of XJob failed at 2027-06-30 12:00:00 UTC: shadow_port_setup of region RegionOne, " +
                "network net3. `k-one tricircle redo` has it done again now.",
        );
    });

    test("tells a stack that nothing was done with from one that can't be read", () => {
        expect(show([{ ...gist, ...noRecord }])).toContain("never applied");
        const text = show([{ ...gist, ...noRecord, error: "the bucket is gone" }]);
        expect(text).toContain("unknown");
        expect(text).toContain("site gist: its state can't be read: the bucket is gone.");
    });

    test("says that a killed run left something open, that the lab is off, that nobody is logged in", () => {
        expect(show([{ ...gist, pending: 2 }])).toContain(
            "operations open: 2. A run is under way, or one was killed and the next up settles them.",
        );
        expect(show([{ ...gist, reach: null }])).toContain("the lab isn't running");
        expect(show([gist], { backend: "" })).toContain("Pulumi isn't logged in");
    });
});
