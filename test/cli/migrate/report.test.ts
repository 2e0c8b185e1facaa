import { describe, expect, test } from "vitest";
import type { GuestDowntime } from "../../../cli/migrate/pings.ts";
import { describeGuest, type MigrationReport, nextSteps, renderMigration } from "../../../cli/migrate/report.ts";

const guest: GuestDowntime = {
    ...{ site: "gist", guest: "gist-guest", network: "net3", address: "10.30.0.20", askedBy: "korea-guest" },
    ...{ seconds: 0.4, asked: 900, answered: 893, reason: null },
    breaks: [
        { began: 0, seconds: 0.25, step: "gist: wire" },
        { began: 9, seconds: 0.15, step: "korea: wire" },
    ],
};
const report: MigrationReport = {
    ...{ environment: "lab", to: "mesh", status: "open", guests: [], next: [] },
    steps: [
        { site: "gist", name: "leave", what: "Neutron leaves.", state: "before", seconds: 0 },
        { site: "gist", name: "wire", what: "The tunnel changes.", state: "done", seconds: 4.2 },
        { site: null, name: "up", what: "The rest.", state: "open", seconds: 0 },
    ],
    files: [{ path: "stacks/Pulumi.lab-gist.yaml", diff: "+      switch: linuxbridge" }],
};

describe("a migration's report", () => {
    test("shows each step with how far it is, and each file's diff", () => {
        const text = renderMigration(report, false);
        expect(text).toMatch(/gist: leave .*done before/);
        expect(text).toMatch(/gist: wire .*done \(4\.2 s\)/);
        expect(text).toMatch(/ up .*to be done/);
        expect(text).toContain("+      switch: linuxbridge");
        expect(text).not.toContain("What comes next");
    });

    test("says of an environment without Tricircle that there is nothing to do", () => {
        expect(renderMigration({ ...report, status: "unchanged" }, false)).toBe(
            "environment lab is a mesh already: there is nothing to do.",
        );
    });

    test("ends with what a human does next", () => {
        const text = renderMigration({ ...report, status: "done", next: nextSteps("lab") }, false);
        expect(text).toContain("1. Look: `npx k-one verify lab`.\n2. At the tower, stop Tricircle");
    });
});

describe("a guest's line", () => {
    test("says how long it was silent, and in which steps", () => {
        expect(describeGuest(guest)).toBe(
            "gist-guest (10.30.0.20 on net3), asked by korea-guest: 893 of 900 answers, 0.4 s of silence " +
                "(0.25 s in gist: wire, 0.15 s in korea: wire)",
        );
    });

    test("says that it wasn't, or why nobody knows", () => {
        expect(describeGuest({ ...guest, seconds: 0, breaks: [] })).toMatch(/893 of 900 answers, no break$/);
        expect(describeGuest({ ...guest, seconds: null, reason: "it has never answered" })).toBe(
            "gist-guest (10.30.0.20 on net3) couldn't be asked by korea-guest: it has never answered",
        );
    });
});
