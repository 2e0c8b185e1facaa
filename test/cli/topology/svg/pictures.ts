import Elk from "elkjs/lib/elk.bundled.js";
import type { ELK } from "elkjs/lib/elk-api.js";
import { compareTopologies, type MarkedTopology } from "../../../../cli/topology/changes.ts";
import { type Topology, topologyOf } from "../../../../cli/topology/topology.ts";
import { planEnvironment } from "../../../../plan/environment.ts";
import { manySeeds, type SiteSeed, stackFiles } from "../../../plan/arbitrary.ts";

/** ELK as the picture's renderer starts it. */
export const elk = new (Elk as unknown as new () => ELK)();

/** What is drawn of generated sites. */
export function topologyWith(sites: readonly SiteSeed[]): Topology {
    const { plan, findings } = planEnvironment(stackFiles(sites));
    if (plan === null) throw new Error(JSON.stringify(findings));
    return topologyOf(plan);
}

/** So many generated sites, held against nothing. */
export function sitesOf(count: number): MarkedTopology {
    return compareTopologies(null, topologyWith(manySeeds(count)));
}
