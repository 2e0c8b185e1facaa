import { type EnvironmentPlan, hasKeystone } from "../../plan/environment-plan.ts";
import { commonParts } from "./common-parts.ts";
import { siteParts } from "./site-parts.ts";

/** What a part of an environment is. */
export type PartKind =
    | "tower"
    | "shared network"
    | "site"
    | "K-Box"
    | "external network"
    | "site router"
    | "tenant network"
    | "guest"
    | "end"
    | "K-Cluster networks"
    | "control VM"
    | "K-Cluster boxes";

/** Something to know of a part. */
export interface Fact {
    /** In a word or two, such as `range`. */
    readonly name: string;
    /** Usually one; several where a part has a list, such as its peers. */
    readonly values: readonly string[];
}

/** A part of an environment: a box of the picture. */
export interface Part {
    /** Same for the same part whatever it is called, such as `gist/tenant`. */
    readonly id: string;
    readonly kind: PartKind;
    /** As it is called, such as `net1`. */
    readonly title: string;
    readonly facts: readonly Fact[];
}

/** Two parts that reach each other: a line of the picture. */
export interface Link {
    /** Ids of its parts. */
    readonly from: string;
    readonly to: string;
    /** Inside a site, over the shared network, or between the tower and what it serves. */
    readonly kind: "local" | "shared" | "control";
}

/** A site and all that is in it. */
export interface SiteTopology {
    readonly site: Part;
    /** In the order in which they are drawn. */
    readonly parts: readonly Part[];
    readonly links: readonly Link[];
}

/** An environment as it is drawn: it follows from the plan alone. */
export interface Topology {
    readonly environment: string;
    /** The tower, then the shared networks. */
    readonly common: readonly Part[];
    /** In the order of their names. */
    readonly sites: readonly SiteTopology[];
}

/** What is to be drawn of a plan. */
export function topologyOf(plan: EnvironmentPlan): Topology {
    return {
        environment: plan.environment,
        common: commonParts(plan),
        sites: plan.sites.map((site) => siteParts(site, !hasKeystone(plan.tower))),
    };
}

/** An environment that isn't there: held against it, every part is new. */
export function emptyTopology(environment: string): Topology {
    return { environment, common: [], sites: [] };
}
