import { formatAddress, formatBlock, formatRange, hosts, parseBlock, type Range } from "./cidr.ts";
import type { EnvironmentPlan } from "./environment-plan.ts";
import { freeBlock, takenBy } from "./next-site/free-block.ts";
import { freeMac } from "./next-site/free-mac.ts";
import { freeNames } from "./next-site/free-names.ts";
import { freePool } from "./next-site/free-pool.ts";
import { routesOnSubnet } from "./rules/routes.ts";
import type { SiteFile } from "./site-file.ts";
import { UserError } from "./user-error.ts";

/** What a new site can get without asking anyone: the parts of its file that must not clash with the other sites'. */
export type NextSite = Pick<
    SiteFile,
    "region" | "availabilityZone" | "external" | "router" | "tenant" | "shared" | "baseMac" | "guest"
>;

/**
 * Next free names and ranges for a new site, in the pattern of the sites that are there: the same plan gives the same
 * answer. With an institution, a `cloud`, a K-Box and a VTEP of its own it makes a file that passes every rule.
 *
 * @param taken Further addresses and blocks to stay clear of, such as the new K-Box's address or `172.16.6.0/24`.
 * @throws UserError when a range is used up; it says which one.
 */
export function nextSite(plan: EnvironmentPlan, taken: readonly string[] = []): NextSite {
    const names = freeNames(plan);
    const around = takenBy(plan, taken);
    const tenant = freeBlock("tenant", plan, around);
    const external = freeBlock("external", plan, [...around, tenant]);
    const shared = plan.tower.sharedNetworks.map((network) => [network.name, freePool(network, plan)] as const);
    return {
        region: names.region,
        availabilityZone: names.availabilityZone,
        external: {
            network: names.external,
            physical: physicalNetwork(plan),
            ...externalAddresses(hosts(external)),
            cidr: formatBlock(external),
        },
        router: names.router,
        tenant: { network: names.tenant, cidr: formatBlock(tenant) },
        shared: Object.fromEntries(shared.map(([name, pool]) => [name, { pool: formatRange(pool) }])),
        baseMac: freeMac(plan.sites),
        guest: { tenant: formatAddress(guestAddress(hosts(tenant))), ...guestShares(plan, shared) },
    };
}

/** As at the other sites; a shared network's physical network has its name. */
function physicalNetwork({ sites, tower }: EnvironmentPlan): string {
    const shared = new Set(tower.sharedNetworks.map(({ name }) => name));
    const usual = [...sites.map(({ external }) => external.physical), "ext"];
    return usual.find((name) => !shared.has(name)) ?? "external";
}

/** The gateway takes the first host; the pool gets the rest, from the hundredth on where the block is that large. */
function externalAddresses(range: Range): { readonly gateway: string; readonly pool: string } {
    const start = range.first + 99 < range.last ? range.first + 99 : range.first + 1;
    return { gateway: formatAddress(range.first), pool: formatRange({ first: start, last: range.last }) };
}

/** The tenth host, as everywhere; in a small block the last one, which is never the router's or the metadata port's. */
function guestAddress({ first, last }: Range): number {
    return Math.min(first + 9, last);
}

/** The guest joins every shared network that has a route left for it and whose addresses no earlier one has. */
function guestShares(plan: EnvironmentPlan, shared: readonly (readonly [string, Range])[]): Record<string, string> {
    const joined = plan.tower.sharedNetworks.filter((network, index, all) => {
        const twin = all.slice(0, index).some((earlier) => sameAddresses(earlier.cidr, network.cidr));
        return !twin && hasRouteLeft(network.name, plan);
    });
    const names = new Set(joined.map(({ name }) => name));
    // Four behind the pool's first address, which goes to OVN's metadata port.
    return Object.fromEntries(
        shared
            .filter(([name]) => names.has(name))
            .map(([name, { first, last }]) => [name, formatAddress(Math.min(first + 4, last))]),
    );
}

/** A new site's own subnet needs a route to each guest; with a guest of its own, so do the others' subnets. */
function hasRouteLeft(network: string, { sites }: EnvironmentPlan): boolean {
    const members = sites.filter(({ sharedNetworks }) => sharedNetworks.some(({ name }) => name === network));
    const guests = members.filter(({ guest }) => guest?.shared[network] !== undefined).length;
    if (guests <= routesOnSubnet) return guests < routesOnSubnet || guests === members.length;
    throw new UserError(
        `${guests} sites have a guest on ${network}, and another site's subnet holds no more than ${routesOnSubnet} ` +
            `host routes. Take ${network} out of the guest of a site first.`,
    );
}

function sameAddresses(one: string, other: string): boolean {
    const [a, b] = [parseBlock(one), parseBlock(other)];
    return a !== null && b !== null && a.first <= b.last && b.first <= a.last;
}
