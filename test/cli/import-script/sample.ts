import type { OldSiteWithBirth } from "../../../cli/import-script/draft.ts";
import { findParts, oldNames } from "../../../cli/import-script/parts.ts";
import type { OldPort, Snapshot } from "../../../cli/import-script/snapshot.ts";

function port(fields: Partial<OldPort>): OldPort {
    const nothing = { id: "p", name: "", network_id: "", device_id: "", device_owner: "" };
    return { ...nothing, fixed_ips: [], allowed_address_pairs: [], security_groups: [], ...fields };
}

/** What the script of 2017 left in the region of its first (`1`) or second (`2`) site. */
export function sampleSnapshot(n: number): Snapshot {
    const subnet = (id: string, name: string, network: string, cidr: string) => ({
        id,
        name,
        network_id: network,
        cidr,
        gateway_ip: cidr.replace("0/24", "1"),
        allocation_pools: [{ start: cidr.replace("0/24", "100"), end: cidr.replace("0/24", "254") }],
        dns_nameservers: [],
    });
    const guest = { device_id: `vm${n}-id`, device_owner: "compute:az", security_groups: ["open-id"] };
    const pairs = { allowed_address_pairs: [{ ip_address: "0.0.0.0/0" }] };
    return {
        region: `Region${n}`,
        entry: `sample-site${n}`,
        project: "p1",
        networks: [
            { id: "tenant-id", name: `net${n}` },
            { id: "external-id", name: `ext-net${n}`, "provider:physical_network": "extern" },
            { id: "net3-id", name: "net3", "provider:segmentation_id": 178 },
        ],
        subnets: [
            subnet("tenant-subnet-id", `net${n}-subnet`, "tenant-id", `10.0.${n}.0/24`),
            subnet("external-subnet-id", `ext-subnet${n}`, "external-id", `192.168.10${n}.0/24`),
            subnet("net3-subnet-id", "net3-subnet", "net3-id", "10.0.3.0/24"),
        ],
        routers: [{ id: "router-id", name: `R${n}`, external_gateway_info: { network_id: "external-id" }, routes: [] }],
        ports: [
            port({
                id: "router-port-id",
                network_id: "tenant-id",
                device_id: "router-id",
                device_owner: "network:router_interface",
            }),
            port({
                id: "tenant-port-id",
                network_id: "tenant-id",
                fixed_ips: [{ subnet_id: "tenant-subnet-id", ip_address: `10.0.${n}.10` }],
                ...guest,
                ...pairs,
            }),
            port({
                id: "net3-port-id",
                network_id: "net3-id",
                fixed_ips: [{ subnet_id: "net3-subnet-id", ip_address: `10.0.3.${n}0` }],
                ...guest,
                ...pairs,
            }),
        ],
        floatingIps: [{ id: "floating-id", floating_ip_address: `192.168.10${n}.120`, port_id: "tenant-port-id" }],
        securityGroups: [
            {
                id: "open-id",
                name: "default",
                security_group_rules: [
                    rule("own", { remote_group_id: "open-id" }),
                    rule("everybody", { remote_ip_prefix: "0.0.0.0/0" }),
                    rule("out", { direction: "egress" }),
                ],
            },
        ],
        servers: [
            {
                id: `vm${n}-id`,
                name: `vm${n}`,
                status: "ACTIVE",
                key_name: "oldkey",
                image: { id: "image-id" },
                flavor: { id: "flavor-id" },
                "OS-EXT-AZ:availability_zone": `az${n}`,
            },
        ],
    };
}

function rule(id: string, fields: Partial<Snapshot["securityGroups"][number]["security_group_rules"][number]>) {
    const any = {
        direction: "ingress",
        ethertype: "IPv4",
        protocol: null,
        remote_ip_prefix: null,
        remote_group_id: null,
    };
    return { id, ...any, ...fields };
}

/** A site of the old environment, read and found. */
export function sampleSite(n: number, changes: Partial<Snapshot> = {}): OldSiteWithBirth {
    const old = findParts(`site${n}`, oldNames(n), { ...sampleSnapshot(n), ...changes });
    return { ...old, birth: { image: "cirros", flavor: "m1.tiny", publicKey: "ssh-ed25519 AAAA" } };
}

/** What OpenStack doesn't know of a site or of the tower. */
export const unknownToOpenStack = [
    ...[1, 2].flatMap((n) => [
        { path: ["sites", `site${n}`, "institution"], value: `Institution ${n}` },
        { path: ["sites", `site${n}`, "kBox"], value: { address: `198.18.0.1${n}`, hostKey: hostKey(n) } },
        { path: ["sites", `site${n}`, "vtep"], value: { address: `198.18.0.1${n}`, transport: "private", mtu: 1500 } },
        { path: ["sites", `site${n}`, "baseMac"], value: `fa:16:3e:0${n}:00:00` },
    ]),
    { path: ["tower", "outside"], value: "198.18.0.1" },
    { path: ["tower", "guest", "user"], value: "root" },
];

/** Two that differ: a key belongs to one machine. */
function hostKey(n: number): string {
    const blob = Buffer.concat([
        Buffer.from([0, 0, 0, 11]),
        Buffer.from("ssh-ed25519"),
        Buffer.from([0, 0, 0, 32]),
        Buffer.alloc(32, n),
    ]);
    return `ssh-ed25519 ${blob.toString("base64")}`;
}

/** Tower of the old environment. */
export const sampleTower = {
    cloud: "sample-tower",
    region: "CentralRegion",
    authUrl: "http://198.18.0.10:5000/v3",
    memberRole: "m1",
};
