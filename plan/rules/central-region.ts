import { type EnvironmentDraft, entries } from "../draft.ts";
import { error, type Finding } from "../finding.ts";

/** Tricircle's Central Neutron is a region beside those of the sites. */
export function* centralRegion({ sites, tower }: EnvironmentDraft): Iterable<Finding> {
    const region = tower.region ?? undefined;
    const owner = sites.find(({ file }) => file.region?.toLowerCase() === region?.toLowerCase());
    if (region === undefined || owner === undefined) return;
    for (const [network, { driver }] of entries(tower.sharedNetworks)) {
        if (driver !== "tricircle") continue;
        yield error(
            `tower.sharedNetworks.${network}.driver`,
            `tricircle needs a Central Region, and tower.region (${region}) is sites.${owner.name}.region. ` +
                "Give the tower a region of its own, such as CentralRegion, or use driver: mesh.",
        );
    }
}
