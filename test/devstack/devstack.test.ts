import { describe, expect, inject, test } from "vitest";
import type { DoctorReport } from "../../cli/doctor/report.ts";
import { membersOf } from "../../lab/members.ts";
import { describeLab } from "../../lab/names.ts";
import { run } from "../../lab/run.ts";
import { sshArguments } from "../../lab/ssh.ts";
import { finished, kOne, verified } from "../e2e/k-one.ts";

const environment = inject("environment");
const lab = describeLab(environment);
const results = async (...words: readonly string[]) =>
    Object.fromEntries((await finished(...words)).stacks.map(({ stack, status }) => [stack, status]));
const all = (status: string) => ({
    [`${environment}-tower`]: status,
    [`${environment}-gist`]: status,
    [`${environment}-korea`]: status,
});
const doctor = async () => {
    const { stdout, stderr, exitCode } = await kOne(["doctor", environment, "--json"]);
    expect(stdout, stderr).toMatch(/^\{/);
    return { ...(JSON.parse(stdout) as DoctorReport), exitCode };
};
const onEach = (script: string) =>
    Promise.all(membersOf(lab).machines.map((machine) => run(sshArguments(lab, machine, ["sh", "-c", script]))));

describe.skipIf(inject("mirror").reason !== null)("two bare machines and the true DevStack", () => {
    test("are nothing yet, and doctor says that up makes them", async () => {
        const { lines, exitCode } = await doctor();
        expect(lines.filter(({ status }) => status === "wrong")).toEqual([]);
        expect(lines.filter(({ check, status }) => check === "DevStack" && status === "not yet")).toHaveLength(2);
        expect(exitCode).toBe(0);
    });

    test("become two regions of one Keystone, with their networks and guests", async () => {
        expect(await results("up", environment, "--yes")).toEqual(all("done"));
        const { lines } = await doctor();
        expect(lines.filter(({ status }) => status !== "ok")).toEqual([]);
        const regions = lines.filter(({ check }) => check === "region").map(({ text }) => text.split(" ")[0]);
        expect(regions).toEqual(["RegionOne", "RegionTwo"]);
    });

    test("carry packets over net3, and are kept apart", async () => {
        const { ok, culprit, checks } = await verified(environment);
        expect(checks.filter((check) => !check.ok)).toEqual([]);
        expect(ok, `${culprit}`).toBe(true);
        const pairs = checks.filter(({ path }) => path === "net3").map(({ from, to }) => `${from} → ${to}`);
        expect(pairs.sort()).toEqual(["gist-guest → korea-guest", "korea-guest → gist-guest"]);
    });

    test("stay as they are when they come up again", async () => {
        expect(await results("up", environment, "--yes")).toEqual(all("unchanged"));
    });

    test("have no service of a region any more when they are destroyed", async () => {
        expect(await results("destroy", environment, "--yes")).toEqual(all("done"));
        const left = await onEach("systemctl list-units --plain --no-legend --state=active 'devstack@*'");
        expect(left).toEqual(["", ""]);
    });
});
