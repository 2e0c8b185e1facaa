import { beforeAll, describe, expect, inject, test } from "vitest";
import type { EnvironmentStatus, StackReport } from "../../cli/status.ts";
import { finished, kOne } from "./k-one.ts";

const environment = inject("environment");

describe("a running environment", () => {
    let stacks: readonly StackReport[];

    beforeAll(async () => {
        await finished("up", environment, "--yes");
        const { stdout, stderr, exitCode } = await kOne(["status", environment, "--json"]);
        expect(exitCode, stderr).toBe(0);
        ({ stacks } = JSON.parse(stdout) as EnvironmentStatus);
    });

    test("status knows its last update, its resources and its outputs", () => {
        expect(stacks.map(({ site }) => site)).toEqual([null, "gist", "korea"]);
        for (const { lastUpdate, resources, pending, error } of stacks) {
            expect({ result: lastUpdate?.result, pending, error }).toEqual({
                result: "succeeded",
                pending: 0,
                error: null,
            });
            expect(resources).toBeGreaterThan(5);
        }
        expect(stacks[1]?.outputs).toMatchObject({ region: "RegionOne", floatingIp: expect.any(String) });
    });

    test("status sees K-Boxes and APIs answer", () => {
        for (const { reach } of stacks.slice(1)) {
            expect(reach?.ssh).toEqual({ ok: true, reason: null });
            expect(Object.keys(reach?.apis ?? {})).toEqual(expect.arrayContaining(["compute", "identity", "network"]));
            expect(Object.values(reach?.apis ?? {}).filter(({ ok }) => !ok)).toEqual([]);
        }
    });

    test("ssh opens the K-Box and the guest, and hands exit codes through", async () => {
        const box = await kOne(["ssh", environment, "gist", "--", "hostname; exit 7"]);
        expect([box.stdout, box.exitCode]).toEqual([`${environment}-gist`, 7]);
        const guest = await kOne(["ssh", environment, "gist", "--guest", "--", "ip", "-o", "-4", "address"]);
        expect(guest.exitCode, guest.stderr).toBe(0);
        expect(guest.stdout).toContain("10.1.0.10/");
        expect(guest.stdout).toContain("10.30.0.20/");
    });
});
