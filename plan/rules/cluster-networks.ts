import { formatRange, holds, hosts, parseAddress, parseBlock, parsePool } from "../cidr.ts";
import type { Draft, EnvironmentDraft, SiteDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import type { ClusterNetworkFile } from "../site-file.ts";

/** What the K-Box and Neutron take of a K-Cluster's network lies in it, and is nobody else's. */
export function* clusterNetworks({ sites }: EnvironmentDraft): Iterable<Finding> {
    for (const site of sites) {
        for (const kind of ["management", "control", "data"] as const) {
            const network = site.file.networks?.[kind];
            if (network) yield* inside(`sites.${site.name}.networks.${kind}`, network);
        }
        yield* takenByBoxes(site);
    }
}

function* inside(path: string, { cidr, gateway, pool }: Draft<ClusterNetworkFile>): Iterable<Finding> {
    const block = parseBlock(cidr ?? "");
    if (block === null) return;
    const allowed = hosts(block);
    const address = parseAddress(gateway ?? "");
    const range = parsePool(pool ?? "");
    if (address !== null && !holds(allowed, address)) {
        yield error(
            `${path}.gateway`,
            `${gateway} lies outside the hosts of ${cidr}. Allowed: ${formatRange(allowed)}.`,
        );
    }
    if (range !== null && !(holds(allowed, range.first) && holds(allowed, range.last))) {
        yield error(`${path}.pool`, `${pool} lies outside the hosts of ${cidr}. Allowed: ${formatRange(allowed)}.`);
    }
    if (range !== null && address !== null && holds(range, address)) {
        yield error(`${path}.pool`, `${pool} holds the gateway ${gateway}. Leave it out of the pool.`);
    }
}

function* takenByBoxes({ name, file }: SiteDraft): Iterable<Finding> {
    const { gateway, pool } = file.networks?.management ?? {};
    const range = parsePool(pool ?? "");
    for (const [index, box] of (file.boxes ?? []).entries()) {
        const path = `sites.${name}.boxes[${index}].address`;
        const address = parseAddress(box?.address ?? "");
        if (address === null) continue;
        if (box?.address === gateway)
            yield error(path, `${gateway} is networks.management.gateway's already. Choose another.`);
        if (range !== null && holds(range, address)) {
            yield error(
                path,
                `${box?.address} lies in networks.management.pool (${pool}), which is Neutron's. Choose another.`,
            );
        }
    }
}
