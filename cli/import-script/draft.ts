import { holds, hosts, parseBlock, parsePool } from "../../plan/cidr.ts";
import { error, type Finding } from "../../plan/finding.ts";
import { isMap, type YamlMap } from "../../plan/map.ts";
import type { OldSite } from "./parts.ts";
import { sharePools } from "./pools.ts";
import { merge, type Setting, settingsOf } from "./settings.ts";
import type { Birth, OldSubnet } from "./snapshot.ts";

/** A site's old environment, and what its server was made of (`null` without one). */
export interface OldSiteWithBirth extends OldSite {
    readonly birth: Birth | null;
}

/** What is known of the tower beside the stack files. */
export interface OldTower {
    readonly cloud: string;
    readonly region: string | null;
    readonly authUrl: string | null;
    /** Id of Keystone's role `member`, or `null` when this login can't see it. */
    readonly memberRole: string | null;
}

/** What a stack file is made of. */
export interface DraftInput {
    readonly environment: string;
    readonly tower: OldTower;
    readonly sites: readonly OldSiteWithBirth[];
    /** Object `k-one:site` or `k-one:tower` of a stack file that is there already, by its owner. */
    readonly existing: ReadonlyMap<string, YamlMap>;
    readonly settings: readonly Setting[];
}

/** Objects of the stack files by their owner, and what can't be written into them. */
export interface FileDrafts {
    readonly objects: ReadonlyMap<string, YamlMap>;
    readonly findings: readonly Finding[];
}

/**
 * Writes down the old environment in the words of the stack files. A guess gives way to a file that is there, that one to
 * what OpenStack says, and that to what the user sets.
 */
export function draftFiles(input: DraftInput): FileDrafts {
    const { sites, existing, settings } = input;
    const tower = draftTower(input);
    const net3 = inside(tower, "sharedNetworks", "net3").cidr;
    const pools = sharePools(String(net3), guestAddresses(sites));
    const drafts = sites.map((old) => {
        const file = existing.get(old.site) ?? {};
        const guess = { ...guessSite(input.environment, old, file), ...sharedGuess(pools.get(old.site)) };
        const kept = withoutForeignPool(file, String(net3));
        // What is there comes first once more, for the order of its keys.
        return [old.site, merge(kept, guess, kept, seenSite(old), settingsOf(settings, old.site))] as const;
    });
    const findings = [...sites.flatMap((old) => old.findings), ...differingNet3(sites), ...severalPools(sites)];
    return { objects: new Map([["tower", tower], ...drafts]), findings };
}

function draftTower({ tower, sites, existing, settings }: DraftInput): YamlMap {
    const file = existing.get("tower") ?? {};
    const given = settingsOf(settings, "tower");
    const births = sites.flatMap(({ birth }) => birth ?? []);
    const segment = sites.map(({ shared }) => shared?.network["provider:segmentation_id"]).find((id) => id != null);
    const guess = {
        region: tower.region ?? undefined,
        sharedNetworks: { net3: { driver: "mesh", vni: segment ?? 70003, mtu: 1450 } },
        dns: [...new Set(sites.flatMap(({ tenant }) => tenant?.subnet?.dns_nameservers ?? []))],
    };
    const seen = {
        cloud: tower.cloud,
        identity: { authUrl: tower.authUrl ?? undefined, memberRole: tower.memberRole ?? undefined },
        guest: {
            image: births.find(({ image }) => image !== null)?.image ?? undefined,
            flavor: births.find(({ flavor }) => flavor !== null)?.flavor ?? undefined,
        },
        sharedNetworks: { net3: { cidr: sites.find(({ shared }) => shared?.subnet)?.shared?.subnet?.cidr } },
    };
    return merge(file, guess, file, seen, given);
}

/** Where OpenStack says nothing, but something is likely. */
function guessSite(environment: string, { site, server }: OldSite, file: YamlMap): YamlMap {
    return {
        availabilityZone: server?.["OS-EXT-AZ:availability_zone"],
        cloud: `${environment}-${site}`,
        vtep: { address: inside(file, "kBox").address },
        bootstrap: "adopt",
    };
}

function sharedGuess(pool: string | undefined): YamlMap {
    return pool === undefined ? {} : { shared: { net3: { pool } } };
}

function seenSite(old: OldSiteWithBirth): YamlMap {
    const { external, tenant, router, snapshot, names } = old;
    return {
        region: snapshot.region,
        external: {
            network: external === null ? undefined : names.external,
            physical: external?.network["provider:physical_network"] ?? undefined,
            cidr: external?.subnet?.cidr,
            gateway: external?.subnet?.gateway_ip ?? undefined,
            pool: external?.subnet === null || external === null ? undefined : poolOf(external.subnet),
        },
        router: router === null ? undefined : names.router,
        tenant: { network: tenant === null ? undefined : names.tenant, cidr: tenant?.subnet?.cidr },
        guest: seenGuest(old),
        imported: [...(external === null ? [] : ["external"]), ...(old.server === null ? [] : ["guest"])],
    };
}

function seenGuest({ tenantPort, sharedPort, server }: OldSite): YamlMap | undefined {
    if (server === null) return undefined;
    const address = (port: typeof tenantPort) => port?.fixed_ips[0]?.ip_address;
    return { tenant: address(tenantPort), net3: address(sharedPort) };
}

function poolOf({ allocation_pools: pools }: OldSubnet): string | undefined {
    const [pool] = pools;
    return pool === undefined || pools.length > 1 ? undefined : `${pool.start}-${pool.end}`;
}

function guestAddresses(sites: readonly OldSite[]): ReadonlyMap<string, string> {
    return new Map(
        sites.flatMap(({ site, sharedPort }) => {
            const address = sharedPort?.fixed_ips[0]?.ip_address;
            return address === undefined ? [] : [[site, address] as const];
        }),
    );
}

/** A pool in an existing file that belongs to another net3 is no wish for this one. */
function withoutForeignPool(file: YamlMap, net3: string): YamlMap {
    const pool = parsePool(String(inside(file, "shared", "net3").pool));
    const block = parseBlock(net3);
    if (pool === null || block === null || holds(hosts(block), pool.first)) return file;
    const { net3: _, ...shared } = inside(file, "shared");
    return { ...file, shared };
}

function* differingNet3(sites: readonly OldSite[]): Iterable<Finding> {
    const [first, ...others] = sites.filter(({ shared }) => shared?.subnet);
    for (const { site, shared } of others) {
        if (shared?.subnet?.cidr === first?.shared?.subnet?.cidr) continue;
        yield error(
            `sites.${site}.shared.net3`,
            `net3 has ${shared?.subnet?.cidr} here and ${first?.shared?.subnet?.cidr} at ${first?.site}, and it is one subnet ` +
                "over all sites. Give this site's server an address of that subnet, and delete the other one.",
        );
    }
}

function* severalPools(sites: readonly OldSite[]): Iterable<Finding> {
    for (const { site, external } of sites) {
        const pools = external?.subnet?.allocation_pools ?? [];
        if (pools.length < 2) continue;
        const given = pools.map(({ start, end }) => `${start}-${end}`).join(", ");
        yield error(
            `sites.${site}.external.pool`,
            `${external?.subnet?.name} has ${pools.length} pools (${given}), and a site has one. ` +
                "Make it one: `openstack subnet set --no-allocation-pool --allocation-pool start=…,end=… …`.",
        );
    }
}

function inside(object: YamlMap, ...path: readonly string[]): YamlMap {
    return path.reduce<YamlMap>((outer, key) => {
        const inner = outer[key];
        return isMap(inner) ? inner : {};
    }, object);
}
