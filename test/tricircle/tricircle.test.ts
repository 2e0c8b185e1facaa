import { describe, expect, inject, test } from "vitest";
import { labStatus } from "../../lab/lab.ts";
import { kOne } from "../e2e/k-one.ts";

const environment = inject("environment");

describe("a lab under Tricircle", () => {
    test("has Central Neutron, Admin API and XJob at the tower, and a Neutron with its agents at each site", async () => {
        const { ready, machines } = await labStatus(environment);
        expect(ready).toBe(true);
        const active = Object.fromEntries(
            machines.map(({ name, services }) => [name, services.filter((one) => one.active).map((one) => one.name)]),
        );
        expect(active.tower).toEqual(
            expect.arrayContaining(["keystone", "neutron-central", "tricircle-api", "tricircle-xjob"]),
        );
        const agents = ["linuxbridge", "l3", "dhcp", "metadata"].map((kind) => `neutron-${kind}-agent`);
        for (const site of ["gist", "korea"]) {
            expect(active[site]).toEqual(expect.arrayContaining(["neutron-server", "nova-compute", ...agents]));
        }
    });

    test("has files that the planner takes", async () => {
        const { exitCode, stderr } = await kOne(["validate", environment]);
        expect(exitCode, stderr).toBe(0);
    });
});
