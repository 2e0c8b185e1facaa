import { expect, test } from "vitest";
import { driftExitCode, renderDrift, type StackDrift, toDriftReport } from "../../../cli/drift/report.ts";

const clean: StackDrift = {
    stack: "lab-tower",
    site: null,
    status: "clean",
    resources: [],
    kBox: [],
    cause: null,
    log: null,
};
const changed = {
    resource: "gist-port",
    type: "t",
    kind: "changed" as const,
    properties: [{ path: "pairs", was: "[1]", is: null }],
};
const gist: StackDrift = { ...clean, stack: "lab-gist", site: "gist", status: "drifted", resources: [changed] };
const peer = { network: "net3", change: "missing" as const, object: "peer 203.0.113.11" };
const korea: StackDrift = { ...clean, stack: "lab-korea", site: "korea", status: "drifted", kBox: [peer] };
const failed: StackDrift = {
    ...clean,
    stack: "lab-kaist",
    site: "kaist",
    status: "failed",
    cause: "it is off",
    log: "/log",
};
const notYet: StackDrift = { ...clean, stack: "lab-postech", site: "postech", status: "not yet" };

test("says what drifted and where, and what undoes it", () => {
    expect(renderDrift(toDriftReport("lab", [korea, gist, notYet, clean]))).toBe(
        [
            "lab-tower: no drift",
            "lab-gist: drifted",
            "  gist-port (t) was changed:",
            "    pairs: [1] → nothing",
            "lab-korea: drifted",
            "  K-Box, net3: peer 203.0.113.11 is missing",
            "lab-postech: never brought up; `npx k-one up lab --site postech` does it",
            "To undo it: npx k-one refresh lab --site gist, then npx k-one up lab --site gist,korea",
        ].join("\n"),
    );
    expect(renderDrift(toDriftReport("lab", [korea]))).toMatch(/To undo it: npx k-one up lab --site korea$/);
    expect(renderDrift(toDriftReport("lab", [failed]))).toBe("lab-kaist: it is off\n  Pulumi's output: /log");
});

test("exits with 2 on drift, with 1 when something couldn't be told, else with 0", () => {
    expect(
        [
            [clean, notYet],
            [clean, gist],
            [gist, failed],
        ].map((stacks) => driftExitCode(toDriftReport("lab", stacks))),
    ).toEqual([0, 2, 1]);
    expect(toDriftReport("lab", [clean, notYet]).ok).toBe(true);
    expect(toDriftReport("lab", [gist]).ok).toBe(false);
});
