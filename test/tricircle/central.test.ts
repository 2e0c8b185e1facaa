import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { describeLab } from "../../lab/names.ts";
import { Clouds, type Item } from "./clouds.ts";

const environment = inject("environment");
const clouds = new Clouds(describeLab(environment));
const regions = [...clouds.regions.keys()];
const patience = { timeout: 240_000, interval: 2000 };

/** What becomes of net3 between its definition at the tower and its ports in the regions; no guest is needed for it. */
describe("Central Neutron", () => {
    let net3: Item;
    let subnet: Item;

    beforeAll(async () => {
        for (const [index, region] of ["CentralRegion", ...regions].entries()) {
            const pod = { region_name: region, az_name: index === 0 ? "" : `az${index}` };
            await clouds.call("POST", clouds.pods, { pod });
        }
        const wire = { "provider:network_type": "vxlan", "provider:segmentation_id": 70003 };
        net3 = await clouds.make(clouds.central, "network", { name: "net3", shared: true, ...wire });
        const range = { ip_version: 4, cidr: "10.30.0.0/24", gateway_ip: null };
        const allocation_pools = [{ start: "10.30.0.1", end: "10.30.0.15" }];
        subnet = await clouds.make(clouds.central, "subnet", { network_id: net3.id, ...range, allocation_pools });
    });

    // The stacks' tests come after this file, and make pods and net3 themselves.
    afterAll(async () => {
        const { body } = await clouds.call("GET", clouds.pods);
        for (const { pod_id: pod } of (body as { pods: readonly { pod_id: string }[] }).pods) {
            await clouds.call("DELETE", `${clouds.pods}/${pod}`);
        }
    });

    test("gives net3 to a region that asks: the same network, VXLAN identifier and subnet, 1450 bytes", async () => {
        const { body } = await clouds.call("GET", netAt("RegionOne"));
        expect(body).toMatchObject({
            network: { id: net3.id, "provider:segmentation_id": 70003, mtu: 1450, subnets: [subnet.id] },
        });
    });

    test("gives net3 to a region twice at once: one asker may be told off, and finds it when it asks again", async () => {
        const ask = { method: "GET", url: netAt("RegionTwo") } as const;
        const answers = await clouds.atOnce(ask, ask);
        expect(answers.map(({ status }) => status)).toContain(200);
        expect((await clouds.call("GET", netAt("RegionTwo"))).status).toBe(200);
        expect(await clouds.list(clouds.region("RegionTwo"), "network", "name=net3")).toHaveLength(1);
        expect(await clouds.list(clouds.region("RegionTwo"), "subnet", `network_id=${net3.id}`)).toHaveLength(1);
    });

    test("tells each region of the other's ports once XJob runs again", async () => {
        await clouds.on("tower", "systemctl", "kill", "--signal=STOP", "tricircle-xjob");
        try {
            await plug("gist", "RegionOne", "10.30.0.20");
            await plug("korea", "RegionTwo", "10.30.0.36");
            await expect.poll(waitingJobs, patience).toContain("shadow_port_setup");
            expect(await shadows("RegionOne")).toEqual([]);
        } finally {
            await clouds.on("tower", "systemctl", "kill", "--signal=CONT", "tricircle-xjob");
        }
        await expect.poll(() => shadows("RegionOne"), patience).toEqual(["10.30.0.36"]);
        await expect.poll(() => shadows("RegionTwo"), patience).toEqual(["10.30.0.20"]);
    });

    test("says which region is down, and goes on for the other one", async () => {
        await clouds.on("korea", "systemctl", "stop", "neutron-server");
        try {
            const everywhere = await clouds.call("GET", `${clouds.central}/ports`);
            expect(everywhere).toMatchObject({ status: 503 });
            expect(JSON.stringify(everywhere.body)).toContain("neutron");
            const hint = { availability_zone_hints: ["RegionOne"] };
            const net = await clouds.make(clouds.central, "network", { name: "meanwhile", ...hint });
            expect((await clouds.call("GET", `${clouds.region("RegionOne")}/networks/${net.id}`)).status).toBe(200);
            await clouds.call("DELETE", `${clouds.region("RegionOne")}/networks/${net.id}`);
            expect((await clouds.call("DELETE", `${clouds.central}/networks/${net.id}`)).status).toBe(204);
        } finally {
            await clouds.on("korea", "systemctl", "start", "neutron-server");
        }
        await expect.poll(async () => (await clouds.call("GET", `${clouds.central}/ports`)).status, patience).toBe(200);
    });

    test("killed in the middle of a delete, leaves nothing anywhere once the delete is asked for again", async () => {
        for (const port of await clouds.list(clouds.central, "port", "name=guest")) {
            await clouds.call("DELETE", `${clouds.central}/ports/${port.id}`);
        }
        for (const region of regions) {
            const guests = () => clouds.list(clouds.region(region), "port", "name=guest");
            await expect.poll(guests, patience).toEqual([]);
            await expect.poll(() => shadows(region), patience).toEqual([]);
        }
        const asked = clouds.call("DELETE", `${clouds.central}/subnets/${subnet.id}`);
        await clouds.on("tower", "systemctl", "kill", "--signal=KILL", "neutron-central");
        await asked;
        for (const [kind, { id }] of [["subnet", subnet] as const, ["network", net3] as const]) {
            await expect.poll(() => goneAfter(`${clouds.central}/${kind}s/${id}`), patience).toBe(true);
        }
        for (const region of regions) expect(await clouds.list(clouds.region(region), "network")).toEqual([]);
    });

    function netAt(region: string): string {
        return `${clouds.region(region)}/networks/${net3.id}`;
    }

    /** A port of net3, bound to a site's K-Box as Nova does it for a guest. */
    async function plug(site: string, region: string, address: string): Promise<void> {
        const fixed_ips = [{ subnet_id: subnet.id, ip_address: address }];
        const { id } = await clouds.make(clouds.central, "port", { name: "guest", network_id: net3.id, fixed_ips });
        const url = `${clouds.region(region)}/ports/${id}`;
        await clouds.call("GET", url);
        const owner = { device_id: `guest-of-${site}`, device_owner: "compute:nova" };
        const { status, body } = await clouds.call("PUT", url, {
            port: { ...owner, "binding:host_id": `${environment}-${site}` },
        });
        expect(status, JSON.stringify(body)).toBe(200);
    }
});

async function waitingJobs(): Promise<readonly string[]> {
    const { body } = await clouds.call("GET", `${clouds.jobs}?status=new`);
    return ((body as { jobs?: readonly { type: string }[] }).jobs ?? []).map(({ type }) => type);
}

/** Addresses of the other regions' ports that a region knows of. */
async function shadows(region: string): Promise<readonly string[]> {
    const ports = await clouds.list(clouds.region(region), "port", "device_owner=compute:shadow");
    return ports.flatMap(({ fixed_ips }) =>
        (fixed_ips as readonly { ip_address: string }[]).map((ip) => ip.ip_address),
    );
}

async function goneAfter(url: string): Promise<boolean> {
    await clouds.call("DELETE", url);
    return (await clouds.call("GET", url)).status === 404;
}
