// Runs inside a lab's WAN: makes net3 in Central Neutron, and prints what each region has of it when it is first asked.
// Takes {authUrl, password, regions} on standard input, with the regions' names and the addresses of their Neutrons.
import { text } from "node:stream/consumers";
import { z } from "zod";

const taskSchema = z.object({ authUrl: z.url(), password: z.string(), regions: z.record(z.string(), z.string()) });
const networkSchema = z.object({ network: z.object({ id: z.string() }) });
const pulledSchema = z.object({
    network: z.object({
        id: z.string(),
        "provider:segmentation_id": z.int(),
        mtu: z.int(),
        subnets: z.array(z.string()),
    }),
});

const { authUrl, password, regions } = taskSchema.parse(JSON.parse(await text(process.stdin)));
const host = new URL(authUrl).hostname;
const central = `http://${host}:20001/v2.0`;
const pods = `http://${host}:19999/v1.0/pods`;

/** What a region's own Neutron says of net3. */
export interface PulledNetwork {
    readonly id: string;
    readonly vni: number;
    readonly mtu: number;
    readonly subnets: readonly string[];
}

const token = await signIn();
for (const [index, region] of ["CentralRegion", ...Object.keys(regions)].entries()) {
    await post(pods, { pod: { region_name: region, az_name: index === 0 ? "" : `az${index}` } });
}
const wanted = { name: "net3", shared: true, "provider:network_type": "vxlan", "provider:segmentation_id": 70003 };
const made = await post(`${central}/networks`, {
    network: { ...wanted, availability_zone_hints: Object.keys(regions) },
});
const { network } = networkSchema.parse(made);
await post(`${central}/subnets`, {
    subnet: { network_id: network.id, ip_version: 4, cidr: "10.30.0.0/24", gateway_ip: null },
});
const pulled: Record<string, PulledNetwork> = {};
for (const [region, address] of Object.entries(regions)) pulled[region] = await pull(address);
process.stdout.write(JSON.stringify({ id: network.id, pulled }));

async function pull(address: string): Promise<PulledNetwork> {
    const answer = await ask(`http://${address}:9696/v2.0/networks/${network.id}`, {});
    const { network: own } = pulledSchema.parse(await answer.json());
    return { id: own.id, vni: own["provider:segmentation_id"], mtu: own.mtu, subnets: own.subnets };
}

async function signIn(): Promise<string> {
    const domain = { id: "default" };
    const identity = { methods: ["password"], password: { user: { name: "admin", domain, password } } };
    const auth = { identity, scope: { project: { name: "admin", domain } } };
    const body = JSON.stringify({ auth });
    const answer = await fetch(`${authUrl}/auth/tokens`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
    });
    return answer.headers.get("X-Subject-Token") ?? "";
}

async function post(url: string, body: object): Promise<unknown> {
    return (await ask(url, { method: "POST", body: JSON.stringify(body) })).json();
}

async function ask(url: string, init: RequestInit): Promise<Response> {
    const headers = { "Content-Type": "application/json", "X-Auth-Token": token };
    const answer = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(120_000) });
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
    return answer;
}
