import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { verified } from "../e2e/k-one.ts";
import { BareRegions, services } from "./regions.ts";

/** What must be as it was found when all is taken away; packages stay. */
const traces = `
    getent passwd stack; getent group stack
    ls -d /opt/* /etc/sudoers.d/[!R]* /etc/nova /etc/keystone /etc/apache2/sites-enabled/*-api.conf /etc/apt/apt.conf.d/*k-one-devstack /etc/apt/k-one-devstack.list
    ls -d /var/lib/k-one /usr/local/lib/k-one /run/k-one-devstack*
    cat /etc/hosts /etc/pip.conf
    systemctl list-unit-files --plain --no-legend 'devstack@*' 'k-one-devstack*'
    systemctl list-units --all --plain --no-legend 'devstack@*' 'k-one-devstack*'
    if command -v ovs-vsctl >/dev/null; then ovs-vsctl list-br; fi
    ip -brief link | awk '!/^ovs-|^lo/ { print $1 }'
    if command -v nft >/dev/null; then nft list tables | grep k-one-devstack; fi
    true`;

/** A client of OpenStack's on the K-Box that Keystone is on, as the cloud's administrator. */
const openstack = (words: string) =>
    `runuser -u stack -- sh -c '. /opt/stack/data/venv/bin/activate && openstack --os-cloud devstack-admin ${words}'`;

describe.skipIf(inject("mirror").reason !== null)("three bare machines and the true DevStack", () => {
    const regions = new BareRegions(["tower", "gist", "korea"]);
    const [kBox, node] = ["gist", "gist-cube1"].map((name) => `${regions.environment}-${name}`);
    let found: string;

    beforeAll(async () => {
        await regions.start("--compute-node", "gist");
        regions.onDestroy("korea", "remove");
        found = await regions.on("korea", traces);
    });
    afterAll(() => regions.stop());

    test("are nothing yet, and doctor says that up makes them", async () => {
        const { lines, exitCode } = await regions.doctor();
        expect(lines.filter(({ status }) => status === "wrong")).toEqual([]);
        expect(lines.filter(({ check, status }) => check === "DevStack" && status === "not yet")).toHaveLength(2);
        expect(exitCode).toBe(0);
    });

    test("become two regions of one Keystone, with their networks and guests", async () => {
        expect(await regions.results("up", "--yes")).toEqual(regions.all("done"));
        const { lines } = await regions.doctor();
        expect(lines.filter(({ status }) => status !== "ok")).toEqual([]);
        const made = lines.filter(({ check }) => check === "region").map(({ text }) => text.split(" ")[0]);
        expect(made).toEqual(["RegionOne", "RegionTwo"]);
    });

    test("and a compute node of the first one, which is up and has its agents", async () => {
        const hypervisors = openstack('hypervisor list -f value -c "Hypervisor Hostname" -c State');
        expect((await regions.on("gist", hypervisors)).split("\n").sort()).toEqual([`${kBox} up`, `${node} up`]);
        const agents = openstack(`network agent list --host ${node} -f value -c Alive -c Binary`);
        expect((await regions.on("gist", agents)).split("\n").sort()).toEqual([
            "True neutron-ovn-agent",
            "True ovn-controller",
        ]);
    });

    test("carry packets over net3, and are kept apart", async () => {
        const { ok, culprit, checks } = await verified(regions.environment);
        expect(checks.filter((check) => !check.ok)).toEqual([]);
        expect(ok, `${culprit}`).toBe(true);
        const pairs = checks.filter(({ path }) => path === "net3").map(({ from, to }) => `${from} → ${to}`);
        expect(pairs.sort()).toEqual(["gist-guest → korea-guest", "korea-guest → gist-guest"]);
    });

    test("stay as they are when they come up again", async () => {
        expect(await regions.results("up", "--yes")).toEqual(regions.all("unchanged"));
    });

    test("have no service of a region any more when they are destroyed", async () => {
        expect(await regions.results("destroy", "--yes")).toEqual(regions.all("done"));
        expect(await regions.onEach(services)).toEqual(["", "", ""]);
    });

    test("are stopped or as they were found, as their files say, and could be made again", async () => {
        expect(await regions.on("gist", "ls -d /opt/stack/devstack")).toBe("/opt/stack/devstack");
        expect(await regions.on("korea", traces)).toBe(found);
        const { lines } = await regions.doctor();
        const [gist, korea] = lines.filter(({ check }) => check === "DevStack").map(({ text }) => text);
        expect(gist).toMatch(/RegionOne isn't there yet: it is prepared or was unstacked\. .* makes it\.$/);
        expect(korea).toMatch(/RegionTwo isn't there yet: the machine is bare\. .* makes it\.$/);
    });
});
