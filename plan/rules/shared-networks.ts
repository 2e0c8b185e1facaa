import { type EnvironmentDraft, entries } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";

/** A site has a part only of networks that the tower defines. */
export function* unknownSharedNetworks({ sites, tower }: EnvironmentDraft): Iterable<Finding> {
    if (tower.sharedNetworks === undefined) return;
    const known = Object.keys(tower.sharedNetworks);
    for (const { name, file } of sites) {
        for (const network of Object.keys(file.shared ?? {}).filter((key) => !known.includes(key))) {
            yield error(
                `sites.${name}.shared.${network}`,
                `the tower defines no shared network ${network}.${didYouMean(network, known)} ` +
                    `Allowed: ${known.join(", ") || "none yet"}. Define it in tower.sharedNetworks, or take it out here.`,
            );
        }
    }
}

/** Tunnels of two networks with one VNI would mix their packets. */
export function* vniTwice({ tower }: EnvironmentDraft): Iterable<Finding> {
    const owners = new Map<number, string>();
    for (const [name, { vni }] of entries(tower.sharedNetworks)) {
        if (vni === undefined) continue;
        const owner = owners.get(vni);
        if (owner === undefined) owners.set(vni, name);
        else yield error(`tower.sharedNetworks.${name}.vni`, `${vni} is ${owner}'s already. Choose another VNI.`);
    }
}
