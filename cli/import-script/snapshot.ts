import type { Cloud } from "../../cloud/cloud.ts";

/** A network as Neutron lists it. */
export interface OldNetwork {
    readonly id: string;
    readonly name: string;
    /** @default - Neutron doesn't show it to this user */
    readonly "provider:physical_network"?: string | null;
    /** @default - Neutron doesn't show it to this user */
    readonly "provider:segmentation_id"?: number | null;
}

/** A subnet as Neutron lists it. */
export interface OldSubnet {
    readonly id: string;
    readonly name: string;
    readonly network_id: string;
    readonly cidr: string;
    readonly gateway_ip: string | null;
    readonly allocation_pools: readonly { readonly start: string; readonly end: string }[];
    readonly dns_nameservers: readonly string[];
}

/** A router as Neutron lists it. */
export interface OldRouter {
    readonly id: string;
    readonly name: string;
    readonly external_gateway_info: { readonly network_id: string } | null;
    readonly routes: readonly { readonly destination: string; readonly nexthop: string }[];
}

/** A port as Neutron lists it. */
export interface OldPort {
    readonly id: string;
    readonly name: string;
    readonly network_id: string;
    readonly device_id: string;
    readonly device_owner: string;
    readonly fixed_ips: readonly { readonly subnet_id: string; readonly ip_address: string }[];
    readonly allowed_address_pairs: readonly { readonly ip_address: string }[];
    readonly security_groups: readonly string[];
}

/** A floating IP as Neutron lists it. */
export interface OldFloatingIp {
    readonly id: string;
    readonly floating_ip_address: string;
    readonly port_id: string | null;
}

/** A security group with its rules as Neutron lists it. */
export interface OldSecurityGroup {
    readonly id: string;
    readonly name: string;
    readonly security_group_rules: readonly {
        readonly id: string;
        readonly direction: string;
        readonly ethertype: string;
        readonly protocol: string | null;
        readonly remote_ip_prefix: string | null;
        readonly remote_group_id: string | null;
    }[];
}

/** A server as Nova lists it. */
export interface OldServer {
    readonly id: string;
    readonly name: string;
    readonly status: string;
    readonly key_name: string | null;
    /** Nova gives an empty text for a server that boots from a volume. */
    readonly image: { readonly id: string } | "";
    readonly flavor: { readonly id: string };
    /** @default - Nova doesn't show it to this user */
    readonly "OS-EXT-AZ:availability_zone"?: string;
}

/** All objects of one project in one region. */
export interface Snapshot {
    readonly region: string;
    /** Entry in `clouds.yaml` that it was read with. */
    readonly entry: string;
    /** Id of the project. */
    readonly project: string;
    readonly networks: readonly OldNetwork[];
    readonly subnets: readonly OldSubnet[];
    readonly routers: readonly OldRouter[];
    readonly ports: readonly OldPort[];
    readonly floatingIps: readonly OldFloatingIp[];
    readonly securityGroups: readonly OldSecurityGroup[];
    readonly servers: readonly OldServer[];
}

/** What a server was made of, by name. */
export interface Birth {
    /** Image's name, or `null` when it is gone or the server boots from a volume. */
    readonly image: string | null;
    /** Flavor's name, or `null` when it is gone. */
    readonly flavor: string | null;
    /** Public half of its key, or `null` when it has none or the key is another user's. */
    readonly publicKey: string | null;
}

/** Reads the objects of a login's own project in a region; nothing is changed. */
export async function readSnapshot(cloud: Cloud, region: string): Promise<Snapshot> {
    const project = cloud.projectId ?? "";
    const list = async <T>(collection: string) => {
        const body = await cloud.request<Record<string, readonly T[]>>(
            "network",
            region,
            `/${collection}?project_id=${project}`,
        );
        return body[collection.replaceAll("-", "_")] ?? [];
    };
    const servers = cloud.request<{ readonly servers: readonly OldServer[] }>("compute", region, "/servers/detail");
    const [networks, subnets, routers, ports, floatingIps, securityGroups] = await Promise.all([
        list<OldNetwork>("networks"),
        list<OldSubnet>("subnets"),
        list<OldRouter>("routers"),
        list<OldPort>("ports"),
        list<OldFloatingIp>("floatingips"),
        list<OldSecurityGroup>("security-groups"),
    ]);
    const network = { networks, subnets, routers, ports, floatingIps, securityGroups };
    return { region, entry: cloud.entry, project, ...network, servers: (await servers).servers };
}

/** Looks up what a server was made of; what can't be seen any more is `null`. */
export async function readBirth(cloud: Cloud, region: string, server: OldServer): Promise<Birth> {
    const ask = async <T>(service: string, path: string) => cloud.request<T>(service, region, path).catch(() => null);
    const image =
        server.image === "" ? null : await ask<{ readonly name: string }>("image", `/images/${server.image.id}`);
    const flavor = await ask<{ readonly flavor: { readonly name: string } }>("compute", `/flavors/${server.flavor.id}`);
    const key = server.key_name === null ? null : `/os-keypairs/${encodeURIComponent(server.key_name)}`;
    const keypair =
        key === null ? null : await ask<{ readonly keypair: { readonly public_key: string } }>("compute", key);
    return {
        image: image?.name ?? null,
        flavor: flavor?.flavor.name ?? null,
        publicKey: keypair?.keypair.public_key.trim() ?? null,
    };
}
