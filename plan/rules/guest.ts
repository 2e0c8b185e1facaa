import { formatAddress, formatRange, holds, hosts, overlap, parseAddress, parseBlock, parsePool } from "../cidr.ts";
import { type Draft, type EnvironmentDraft, entries } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import type { SiteFile } from "../site-file.ts";

/** A guest's addresses are free: in their networks, and not those that router and metadata take. */
export function* guest({ sites, tower }: EnvironmentDraft): Iterable<Finding> {
    for (const { name, file } of sites) {
        if (!file.guest) continue;
        const path = `sites.${name}.guest`;
        const { tenant, ...shared } = file.guest;
        yield* tenantAddress(`${path}.tenant`, tenant, file.tenant?.cidr);
        for (const [network, address] of entries(shared)) yield* sharedAddress(path, network, address, file);
        yield* sameAddressesTwice(path, Object.keys(shared), tower);
    }
}

/** Neutron gives a subnet's first host to the router, and OVN's metadata port gets the first of what is left. */
function* tenantAddress(path: string, given: string | undefined, cidr: string | undefined): Iterable<Finding> {
    const address = parseAddress(given ?? "");
    const block = parseBlock(cidr ?? "");
    if (address === null || block === null) return;
    const { first, last } = hosts(block);
    const allowed = `Allowed: ${formatRange({ first: first + 2, last })}.`;
    if (!holds({ first, last }, address)) yield error(path, `${given} lies outside the hosts of ${cidr}. ${allowed}`);
    if (address === first) yield error(path, `${given} is the site router's, the first host of ${cidr}. ${allowed}`);
    if (address === first + 1) yield error(path, `${given} goes to OVN's metadata port. ${allowed}`);
}

function* sharedAddress(path: string, network: string, given: string, file: Draft<SiteFile>): Iterable<Finding> {
    if (file.shared === undefined) return;
    if (!Object.hasOwn(file.shared, network)) return yield* unknownNetwork(path, network, file);
    const address = parseAddress(given);
    const pool = parsePool(file.shared[network]?.pool ?? "");
    if (address === null || pool === null || pool.first >= pool.last) return;
    const allowed = `Allowed: ${formatAddress(pool.first + 1)}-${formatAddress(pool.last)}.`;
    const at = `${path}.${network}`;
    if (!holds(pool, address))
        yield error(at, `${given} lies outside this site's pool ${formatRange(pool)}. ${allowed}`);
    if (address === pool.first) {
        yield error(at, `${given} is the first of its pool, which goes to OVN's metadata port. ${allowed}`);
    }
}

function* unknownNetwork(path: string, network: string, file: Draft<SiteFile>): Iterable<Finding> {
    const known = Object.keys(file.shared ?? {});
    yield error(
        `${path}.${network}`,
        `this site has no part of a shared network ${network}.${didYouMean(network, ["tenant", ...known])} ` +
            `Allowed: ${["tenant", ...known].join(", ")}.`,
    );
}

/** A guest can't tell two networks with the same addresses apart. */
function* sameAddressesTwice(
    path: string,
    networks: readonly string[],
    { sharedNetworks }: EnvironmentDraft["tower"],
): Iterable<Finding> {
    const blocks = [...networks]
        .sort()
        .map((name) => ({ name, block: parseBlock(sharedNetworks?.[name]?.cidr ?? "") }));
    for (const [index, { name, block }] of blocks.entries()) {
        const twin = blocks.slice(0, index).find((other) => block && other.block && overlap(block, other.block));
        if (twin === undefined) continue;
        yield error(
            `${path}.${name}`,
            `${name} and ${twin.name} use the same addresses, and one guest can't tell them apart. Leave one of them out.`,
        );
    }
}
