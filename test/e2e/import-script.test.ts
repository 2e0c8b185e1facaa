import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { importPath } from "../../cli/import-script/apply.ts";
import type { ImportScriptResult } from "../../cli/import-script.ts";
import { describeLab } from "../../lab/names.ts";
import {
    commandsIn,
    type OldCloudSite,
    oldAddresses,
    oldScript,
    oldScriptUndone,
    openstack,
} from "./import-script/old-cloud.ts";
import { finished, inside, kOne, objectsOf, summaryOf, verified } from "./k-one.ts";
import type { SiteObject, SiteObjects } from "./objects.ts";

const environment = inject("environment");
const sites: readonly OldCloudSite[] = [
    { site: "gist", region: "RegionOne", number: 1 },
    { site: "korea", region: "RegionTwo", number: 2 },
];
const siteNames = sites.map(({ site }) => site).join(",");
const stackFiles = ["tower", ...sites.map(({ site }) => site)].map((owner) =>
    join(describeLab(environment).stacks, `Pulumi.${environment}-${owner}.yaml`),
);

const texts = () => stackFiles.map((file) => readFileSync(file, "utf8"));
const objects = () => Promise.all(sites.map(({ site }) => objectsOf(environment, site)));
const atEachSite = <T>(work: (site: OldCloudSite) => Promise<T>) => Promise.all(sites.map(work));

/** Objects once Neutron knows of every server's NIC, which it writes into the port by itself. */
function settled(): Promise<readonly SiteObjects[]> {
    return vi.waitFor(
        async () => {
            const found = await objects();
            const nics = found.flatMap(({ ports = [] }) => ports).filter(isNic);
            expect(nics.map(({ status }) => status)).toEqual(nics.map(() => "ACTIVE"));
            return found;
        },
        { timeout: 240_000, interval: 1000 },
    );
}

const isNic = ({ device_owner }: SiteObject) => device_owner?.startsWith("compute:");
const servers = (all: readonly SiteObjects[]) => all.map((found) => (found.servers ?? []).map(({ id }) => id));

function importScript(...flags: readonly string[]) {
    const regions = sites.map(({ region, site }) => `${region}=${site}`).join(",");
    return kOne(["import-script", environment, "--cloud", `${environment}-tower`, "--regions", regions, ...flags]);
}

/** What the commands of the sentences before (or after) the one that begins with a word leave to a human. */
async function follow(steps: readonly string[]): Promise<void> {
    const said = await atEachSite(async (site) => openstack(environment, site, commandsIn(steps, environment, site)));
    expect(said.join("\n")).not.toMatch(/failed|error/i);
}

/** Starts DHCP on the NIC that the guest got while it ran, and says for how many seconds it runs. */
const startDhcp = `
cut -d ' ' -f 1 /proc/uptime
kill "$(cat /run/udhcpc.eth1.pid)" 2>/dev/null
ip link set eth1 up
setsid udhcpc -i eth1 -s /etc/udhcpc.sh -p /run/udhcpc.eth1.pid -f -t 4 -T 1 -A 2 -O 121 -O mtu </dev/null >/dev/null 2>&1 &
`;

describe("an environment that the script of 2017 has made with the plain client in two regions", () => {
    let filesBefore: readonly string[];
    let old: readonly SiteObjects[];
    let result: ImportScriptResult;

    beforeAll(async () => {
        filesBefore = texts();
        // Keystone knows a site's user only after the tower's stack was up.
        await finished("up", environment, "--site", "tower", "--yes");
        await finished("destroy", environment, "--site", siteNames, "--yes");
    });

    afterAll(async () => {
        try {
            await summaryOf("destroy", environment, "--site", siteNames, "--yes");
            await atEachSite(async (site) => {
                const left = await objectsOf(environment, site.site);
                if (Object.values(left).flat().length > 0) {
                    await openstack(environment, site, oldScriptUndone(site, left));
                }
            });
        } finally {
            for (const [index, file] of stackFiles.entries()) writeFileSync(file, filesBefore[index] ?? "");
            rmSync(dirname(importPath(environment, "")), { recursive: true, force: true });
        }
    });

    test("is missed by name in each region before it is made, and nothing is written", async () => {
        const { exitCode, stderr } = await importScript("--yes", "--apply");
        expect(exitCode).toBe(1);
        for (const { site, number } of sites) {
            expect(stderr).toMatch(
                new RegExp(`^sites\\.${site}\\.tenant: there is no network net${number} in region`, "m"),
            );
            expect(stderr).toMatch(
                new RegExp(`^sites\\.${site}\\.router: there is no router R${number} in region`, "m"),
            );
        }
        expect(texts()).toEqual(filesBefore);
    });

    test("is read in both regions and taken over, and nothing there changes by that", async () => {
        const said = await atEachSite((site) => openstack(environment, site, oldScript(site)));
        old = await settled();
        const one = { networks: 3, subnets: 3, routers: 1, floatingips: 1, servers: 1, keypairs: 1 };
        const counts = old.map((found) =>
            Object.fromEntries(Object.entries(found).map(([key, all]) => [key, all.length])),
        );
        expect(counts, said.join("\n")).toMatchObject([one, one]);

        const { stdout, stderr, exitCode } = await importScript("--yes", "--apply", "--json");
        expect(exitCode, stderr).toBe(0);
        result = JSON.parse(stdout) as ImportScriptResult;
        expect(result.applied).toMatchObject(sites.map(() => ({ status: "done", cause: null })));
        expect(result.stackFiles.map(({ state }) => state)).toEqual(["changed", "changed", "changed"]);
        expect(await objects()).toEqual(old);
    });

    test.each(sites.map((site, index) => ({ ...site, index })))(
        "of $region each object is told with its id and what becomes of it, and its addresses stand in $site's file",
        ({ index, ...place }) => {
            const { site, number } = place;
            const found = old[index] ?? {};
            const idOf = (collection: string, name: string) =>
                found[collection]?.find((each) => each.name === name)?.id;
            const rows = result.objects.filter((row) => row.site === site);
            const row = (name: string) => rows.find(({ object }) => object === name);
            expect(row(`server vm${number}`)).toMatchObject({
                id: idOf("servers", `vm${number}`),
                resource: `${site}-guest-instance`,
                action: "update",
            });
            expect(row(`network net${number}`)).toMatchObject({
                id: idOf("networks", `net${number}`),
                action: "import",
            });
            expect(row(`router R${number}`)).toMatchObject({ id: idOf("routers", `R${number}`), action: "import" });
            expect(row("network net3")).toMatchObject({
                id: idOf("networks", "net3"),
                resource: null,
                action: "leave",
            });
            expect(row(`port on net${number}`)).toMatchObject({
                id: idOf("ports", `vm${number}-net${number}`),
                action: "update",
                why: expect.stringMatching(/security group.*address pairs 0\.0\.0\.0\/0 → none/),
            });
            const { tenant, net3 } = oldAddresses(place);
            expect(texts()[index + 1]).toMatch(new RegExp(`tenant: ${tenant}\\n +net3: ${net3}\\n`));
        },
    );

    test("goes on with in-place updates only, its open address pairs and its open security group among them", async () => {
        const look = result.steps.findIndex((step) => step.startsWith("Look:"));
        await follow(result.steps.slice(0, look));
        const { exitCode, stacks } = await summaryOf("preview", environment);
        expect(exitCode).toBe(0);
        expect(stacks.map(({ changes }) => [changes.replace, changes.delete])).toEqual([
            [0, 0],
            [0, 0],
            [0, 0],
        ]);
        for (const { site } of sites) {
            const log = readFileSync(stacks.find((stack) => stack.site === site)?.log ?? "", "utf8");
            const line = log.split("\n").find((text) => text.includes(` ${site}-guest-port update `)) ?? log;
            expect(line).toMatch(/\[diff: .*allowedAddressPairs/);
            expect(line).toMatch(/\[diff: .*securityGroupIds/);
        }
    });

    test("keeps its servers, which run through it all, and is one cloud with net3 in the end", async () => {
        const started = Date.now();
        const { stacks } = await finished("up", environment, "--yes");
        expect(stacks.map(({ status }) => status)).toEqual(["unchanged", "done", "done"]);
        const isNew = ({ name = "" }) => name.endsWith("-control-vm");
        const now = (await objects()).map(({ servers = [] }) => ({ servers: servers.filter((one) => !isNew(one)) }));
        expect(servers(now)).toEqual(servers(old));
        expect(now.flatMap(({ servers }) => servers.map(({ name }) => name))).toEqual(["gist-guest", "korea-guest"]);
        const uptimes = await atEachSite(({ site }) => inside(environment, ["guest", site], startDhcp));
        for (const uptime of uptimes) expect(Number(uptime.trim()) * 1000).toBeGreaterThan(Date.now() - started);

        const { ok, checks, culprit } = await verified(environment, "--only", "paths");
        expect(ok, `${culprit}`).toBe(true);
        const pairs = checks.filter(({ path }) => path === "net3").map(({ from, to }) => `${from} → ${to}`);
        expect(pairs.sort()).toEqual(["gist-guest → korea-guest", "korea-guest → gist-guest"]);
    });

    test("is rid of what no stack took over by the commands that are named, and has nothing to change then", async () => {
        const go = result.steps.findIndex((step) => step.startsWith("Go:"));
        await follow(result.steps.slice(go));
        const kept = new Set(
            (await objects()).flatMap((found) =>
                Object.values(found)
                    .flat()
                    .map(({ id }) => id),
            ),
        );
        const left = result.objects.filter(
            ({ action, object }) => action === "leave" && !object?.startsWith("security"),
        );
        expect(left.length).toBeGreaterThanOrEqual(6);
        expect(left.filter(({ id }) => kept.has(id ?? ""))).toEqual([]);
        const { exitCode, stacks } = await summaryOf("preview", environment);
        expect(stacks.map(({ status }) => status)).toEqual(["unchanged", "unchanged", "unchanged"]);
        expect(exitCode).toBe(0);
    });

    test("can be destroyed with its stacks like one that they made", async () => {
        await finished("destroy", environment, "--site", siteNames, "--yes");
        await atEachSite((site) => openstack(environment, site, ["keypair delete oldkey"]));
        const left = (await objects()).map((found) => Object.entries(found).filter(([, all]) => all.length > 0));
        expect(left).toEqual([[], []]);
    });
});
