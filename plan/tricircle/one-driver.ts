import { type EnvironmentDraft, entries } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { tricircleNetworks } from "./shared-drafts.ts";

/** With Tricircle, Central Neutron makes all of a site's networks: none is left for a mesh to join. */
export function* oneDriver(environment: EnvironmentDraft): Iterable<Finding> {
    const [central] = tricircleNetworks(environment);
    if (central === undefined) return;
    for (const [network, { driver }] of entries(environment.tower.sharedNetworks)) {
        if (driver !== "mesh") continue;
        yield error(
            `tower.sharedNetworks.${network}.driver`,
            `mesh doesn't go with ${central.path}.driver (tricircle): Central Neutron makes all networks of the sites. ` +
                "Write the same driver for every shared network.",
        );
    }
}
