import { formatRange, hosts, overlap, parseAddress, parseBlock, type Range, size } from "../cidr.ts";
import type { EnvironmentPlan, Pool, SharedNetworkDefinition } from "../environment-plan.ts";
import { UserError } from "../user-error.ts";

/** Addresses of a shared network that a first site gets. */
const usual = 16;

/**
 * Lowest free range of a shared network for a new site, as large as the last site's: first above the lowest pool, then
 * anywhere in the subnet.
 *
 * @throws UserError when so many addresses in a row are free nowhere in it.
 */
export function freePool(network: SharedNetworkDefinition, { sites }: EnvironmentPlan): Range {
    const pools = sites
        .flatMap(({ sharedNetworks }) => sharedNetworks.filter(({ name }) => name === network.name))
        .map(({ pool }) => toRange(pool))
        .sort((a, b) => a.first - b.first);
    const subnet = hosts(parseBlock(network.cidr) ?? { first: 0, last: 0, prefix: 32 });
    // A first site leaves the lowest addresses free, and half of a small subnet to others.
    const wanted = pools.length > 0 ? size(pools.at(-1) ?? subnet) : Math.min(usual, Math.floor(size(subnet) / 2));
    const start = pools[0]?.first ?? subnet.first + wanted - 1;
    const found = freeFrom(start, wanted, subnet, pools) ?? freeFrom(subnet.first, wanted, subnet, pools);
    if (found !== null) return found;
    throw new UserError(
        `${network.name} has no ${wanted} addresses in a row left in ${network.cidr} (${formatRange(subnet)}) for another site. ` +
            `Name a smaller pool for shared.${network.name}.pool yourself, or shrink the pool of a site that needs fewer.`,
    );
}

/** Pools are in the order of their first addresses and lie apart, so the one to jump over is always the next one. */
function freeFrom(start: number, wanted: number, subnet: Range, pools: readonly Range[]): Range | null {
    const candidate = pools.reduce(
        (range, pool) => (overlap(range, pool) ? rangeOf(pool.last + 1, wanted) : range),
        rangeOf(start, wanted),
    );
    return candidate.last <= subnet.last ? candidate : null;
}

function rangeOf(first: number, wanted: number): Range {
    return { first, last: first + wanted - 1 };
}

function toRange({ start, end }: Pool): Range {
    return { first: parseAddress(start) ?? 0, last: parseAddress(end) ?? 0 };
}
