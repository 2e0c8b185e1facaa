import { contains, parseAddress, parseBlock, type Range } from "../plan/cidr.ts";
import type { EnvironmentPlan, Pool, SitePlan, TowerPlan } from "../plan/environment-plan.ts";

/** A subnet that a site's plan knows. */
export interface PlannedSubnet {
    /** Network's name in Neutron. */
    readonly network: string;
    /** Neutron's name of the physical network under it, or `null` for one without. */
    readonly physical: string | null;
    readonly cidr: string;
    /** The only addresses that Neutron may give out, or `null` where it may give out all. */
    readonly pool: Pool | null;
    /** Gateway's address, or `null` where the plan leaves it to Neutron or wants none. */
    readonly gateway: string | null;
}

/** Every subnet that a site may have; those of the K-Cluster's own networks are for its control VM. */
export function plannedSubnets(site: SitePlan): readonly PlannedSubnet[] {
    const { external, tenant, controlVm } = site;
    const sharedNetworks = site.central === null ? site.sharedNetworks : [];
    return [
        external,
        { ...tenant, physical: null, pool: null, gateway: null },
        ...sharedNetworks.map(({ name, cidr, pool }) => ({ network: name, physical: name, cidr, pool, gateway: null })),
        ...(controlVm?.nics ?? []),
    ];
}

/** Every subnet that the tower may have: with Tricircle, the shared networks', whose guests' addresses the sites declare. */
export function centralSubnets({ central, sharedNetworks }: TowerPlan): readonly PlannedSubnet[] {
    return sharedNetworks.flatMap(({ name, cidr }) => {
        const pool = central?.pools[name];
        return pool === undefined ? [] : [{ network: name, physical: null, cidr, pool, gateway: null }];
    });
}

/** Addresses that a site's machines may have: of a shared network only the site's share. */
export function ownRanges({ external, tenant, sharedNetworks, networks }: SitePlan): readonly Range[] {
    const cluster = Object.values(networks).flatMap((network) => network ?? []);
    const whole = [external, tenant, ...cluster].flatMap(({ cidr }) => blocksOf(cidr));
    return [...whole, ...sharedNetworks.flatMap(({ pool }) => poolOf(pool))];
}

/** Site that all of a range belongs to; `undefined` when no single site has it. */
export function ownerOf(range: Range, { sites }: EnvironmentPlan): SitePlan | undefined {
    return sites.find((site) => ownRanges(site).some((own) => contains(own, range)));
}

function poolOf({ start, end }: Pool): readonly Range[] {
    const [first, last] = [parseAddress(start), parseAddress(end)];
    return first === null || last === null ? [] : [{ first, last }];
}

function blocksOf(cidr: string): readonly Range[] {
    const block = parseBlock(cidr);
    return block === null ? [] : [block];
}
