import type { Pool } from "../environment-plan.ts";

/** What the tower's stack makes in Tricircle's Central Region. */
export interface CentralPlan {
    /** Every region that Tricircle knows: the Central Region first, then the sites' in the order of the sites' names. */
    readonly pods: readonly PodPlan[];
    /** Addresses that Central Neutron takes for its own ports, by the shared network's name: no site's share. */
    readonly pools: Readonly<Record<string, Pool>>;
}

/** A region as Tricircle's Admin API knows it. */
export interface PodPlan {
    /** Site's name, or `central`. */
    readonly name: string;
    /** Keystone region, such as `RegionOne`. */
    readonly region: string;
    /** Availability zone, such as `az1`; empty for the Central Region. */
    readonly availabilityZone: string;
}
