import { formatAddress, hosts, overlap, parseBlock, parsePool, type Range, size } from "../cidr.ts";
import type { Pool } from "../environment-plan.ts";
import type { CompleteEnvironment } from "../site-plan.ts";
import type { TowerFile } from "../tower-file.ts";
import type { CentralPlan, PodPlan } from "./central-plan.ts";

/** Addresses in a row that Central Neutron gets: a port for DHCP, one for SNAT, one for each region that routes, and room. */
export const centralAddresses = 8;

/** What the tower's stack makes in Central, or `null` where no shared network has driver tricircle. */
export function planCentral({ tower, sites }: CompleteEnvironment): CentralPlan | null {
    // Without a Keystone of its own the tower has no region, and a rule lets no Tricircle pass.
    if (!isTricircle(tower) || tower.region === null) return null;
    const central: PodPlan = { name: "central", region: tower.region, availabilityZone: "" };
    const pods = sites.map(({ name, file: { region, availabilityZone } }) => ({ name, region, availabilityZone }));
    const pools = Object.entries(tower.sharedNetworks).map(([network, { cidr }]) => {
        const shares = sites.flatMap(({ file }) => parsePool(file.shared[network]?.pool ?? "") ?? []);
        return [network, poolOf(centralRange(cidr, shares))];
    });
    return { pods: [central, ...pods], pools: Object.fromEntries(pools) };
}

/** Whether Central Neutron makes an environment's networks. */
export function isTricircle({ sharedNetworks }: Pick<TowerFile, "sharedNetworks">): boolean {
    return Object.values(sharedNetworks).some(({ driver }) => driver === "tricircle");
}

/**
 * Lowest addresses of a subnet that are no site's share, {@link centralAddresses} or more in a row; `null` when there are none.
 * A site that joins later takes its share above the lowest one, so these stay.
 *
 * @param shares Ranges of the sites, in any order, apart from each other.
 */
export function centralRange(cidr: string, shares: readonly Range[]): Range | null {
    const subnet = hosts(parseBlock(cidr) ?? { first: 0, last: 0, prefix: 32 });
    const taken = [...shares].filter((share) => overlap(share, subnet)).sort((a, b) => a.first - b.first);
    const starts = [subnet.first, ...taken.map(({ last }) => last + 1)];
    const ends = [...taken.map(({ first }) => first - 1), subnet.last];
    const gaps = starts.map((first, index) => ({ first, last: ends[index] ?? subnet.last }));
    return gaps.find((gap) => size(gap) >= centralAddresses) ?? null;
}

function poolOf(range: Range | null): Pool {
    if (range === null) throw new Error("the rules let no subnet pass without room for Central Neutron");
    return { start: formatAddress(range.first), end: formatAddress(range.last) };
}
