import type { EnvironmentDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { tricircleNetworks } from "./shared-drafts.ts";

/** Central Neutron takes a subnet's gateway for a router port of its own, and on a K-Cluster's network that is the K-Box. */
export function* noControlVm(environment: EnvironmentDraft): Iterable<Finding> {
    const [central] = tricircleNetworks(environment);
    if (central === undefined) return;
    for (const { name, file } of environment.sites) {
        if (file.controlVm === undefined || file.controlVm === null) continue;
        yield error(
            `sites.${name}.controlVm`,
            `a control VM isn't there yet with ${central.path}.driver: tricircle, whose Central Neutron can't leave the gateway of ` +
                "a K-Cluster's network to the K-Box. Take controlVm away, or use driver: mesh.",
        );
    }
}
