import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { labStatus } from "../../lab/lab.ts";
import { membersOf } from "../../lab/members.ts";
import { describeLab } from "../../lab/names.ts";
import { enterNamespace } from "../../lab/namespace.ts";
import { run } from "../../lab/run.ts";
import { ensureSecrets } from "../../lab/secrets.ts";
import { kOne } from "../e2e/k-one.ts";
import type { PulledNetwork } from "./pulled-net3.ts";

const environment = inject("environment");
const lab = describeLab(environment);

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

    test("brings net3 to a region that asks for it: the same network, VXLAN identifier and subnet, 1450 bytes", async () => {
        const { tower, sites } = membersOf(lab);
        const regions = Object.fromEntries(sites.map(({ region, kBox }) => [region, kBox.address]));
        const task = { authUrl: tower.identity.authUrl, password: ensureSecrets(lab, []).tower.admin, regions };
        const program = [process.execPath, "--import", "tsx", join(import.meta.dirname, "pulled-net3.ts")];
        const told = await run([...enterNamespace(lab.wan), ...program], { input: JSON.stringify(task) });
        const { id, pulled } = JSON.parse(told) as { id: string; pulled: Record<string, PulledNetwork> };
        expect(Object.keys(pulled)).toEqual(["RegionOne", "RegionTwo"]);
        for (const one of Object.values(pulled)) expect(one).toMatchObject({ id, vni: 70003, mtu: 1450 });
        expect(pulled.RegionTwo?.subnets).toEqual(pulled.RegionOne?.subnets);
        expect(pulled.RegionOne?.subnets).toHaveLength(1);
    });

    test("is not planned for yet, and says so", async () => {
        const { exitCode, stdout, stderr } = await kOne(["validate", environment]);
        expect(exitCode, stderr).toBe(1);
        expect(stdout).toContain(
            "tower.sharedNetworks.net3.driver: tricircle is planned but not there yet. Allowed for now: mesh.",
        );
    });
});
