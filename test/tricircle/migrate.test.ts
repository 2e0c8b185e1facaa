import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { MigrationReport } from "../../cli/migrate/report.ts";
import { describeLab } from "../../lab/names.ts";
import { stackPath } from "../../lab/stack-files.ts";
import { finished, kOne, objectsOf, summaryOf, verified } from "../e2e/k-one.ts";
import type { SiteObject } from "../e2e/objects.ts";
import { Box } from "../e2e/vtep/box.ts";

const environment = inject("environment");
const lab = describeLab(environment);
const sites = ["gist", "korea"];
const migrate = (...flags: readonly string[]) => kOne(["migrate", environment, "--to", "mesh", "--json", ...flags]);
const reportOf = (stdout: string) => JSON.parse(stdout) as MigrationReport;

interface Port extends SiteObject {
    readonly mac_address: string;
    readonly fixed_ips: readonly { readonly ip_address: string }[];
}

async function portsAt(site: string): Promise<readonly Port[]> {
    const { ports = [] } = await objectsOf(environment, site);
    return ports.map((port) => port as Port).sort((one, other) => one.id.localeCompare(other.id));
}

/** What must be the same before and after: servers, how long they run, and their ports with MACs and addresses. */
function guests() {
    return Promise.all(
        sites.map(async (site) => {
            const { servers = [] } = await objectsOf(environment, site);
            const ports = (await portsAt(site))
                .filter(({ device_owner }) => device_owner?.startsWith("compute:") && !device_owner.endsWith("shadow"))
                .map(({ id, mac_address, fixed_ips }) => ({ id, mac_address, fixed_ips }));
            const machines = await new Box(environment, site).run("pgrep --list-name qemu-system");
            return { servers: servers.map(({ id }) => id), machines, ports };
        }),
    );
}

describe("an environment under Tricircle", () => {
    let before: Awaited<ReturnType<typeof guests>>;

    beforeAll(async () => {
        await finished("up", environment, "--yes");
        before = await guests();
    });

    afterAll(async () => {
        await finished("destroy", environment, "--yes");
    });

    test("is told what would be done on its way to mesh, and stays as it is", async () => {
        const { exitCode, stdout, stderr } = await migrate("--preview");
        expect(exitCode, stderr).toBe(2);
        const report = reportOf(stdout);
        expect(report.steps.map(({ state }) => state)).toEqual(report.steps.map(() => "open"));
        expect(report.files).toHaveLength(3);
        expect(readFileSync(stackPath(lab, `${environment}-tower`), "utf8")).toContain("driver: tricircle");
    });

    test("moves, and no guest is touched", async () => {
        const { exitCode, stdout, stderr } = await migrate("--yes");
        expect(exitCode, stderr).toBe(0);
        const { steps, guests: silences } = reportOf(stdout);
        expect(steps.map(({ state }) => state)).toEqual(steps.map(() => "done"));
        expect(silences.map(({ reason }) => reason)).toEqual([null, null]);
        expect(await guests()).toEqual(before);
    });

    test("then gives what is new at a site an address of the site's own share", async () => {
        const addresses = await Promise.all(
            sites.map(async (site) => {
                const ports = (await portsAt(site)).filter(({ device_owner }) => device_owner === "network:dhcp");
                return ports.flatMap(({ fixed_ips }) => fixed_ips.map(({ ip_address }) => ip_address));
            }),
        );
        const [gist, korea] = addresses.map((found) => found.filter((address) => address.startsWith("10.30.0.")));
        expect(gist).toEqual([expect.stringMatching(/^10\.30\.0\.(1[6-9]|2\d|3[01])$/)]);
        expect(korea).toEqual([expect.stringMatching(/^10\.30\.0\.(3[2-9]|4[0-7])$/)]);
    });

    test("then is a mesh that is as declared, with packets between all guests", async () => {
        const summary = await summaryOf("up", environment, "--yes");
        expect(summary.stacks.map(({ status, cause }) => cause ?? status)).toEqual([
            "unchanged",
            "unchanged",
            "unchanged",
        ]);
        const { ok, culprit } = await verified(environment);
        expect(ok, culprit ?? "").toBe(true);
        const again = await migrate();
        expect(reportOf(again.stdout).status).toBe("unchanged");
    });
});
