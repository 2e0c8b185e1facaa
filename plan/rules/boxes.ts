import { formatRange, holds, hosts, parseAddress, parseBlock } from "../cidr.ts";
import type { EnvironmentDraft, SiteDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";

/** A K-Cluster's boxes live on its management network, each with a name and an address of its own. */
export function* boxes({ sites }: EnvironmentDraft): Iterable<Finding> {
    for (const site of sites) {
        yield* offManagement(site);
        yield* withoutKey(site);
        yield* twice(site, "name");
        yield* twice(site, "address");
    }
}

function* offManagement({ name, file }: SiteDraft): Iterable<Finding> {
    const cidr = file.networks?.management?.cidr;
    const block = parseBlock(cidr ?? "");
    for (const [index, box] of (file.boxes ?? []).entries()) {
        const address = parseAddress(box?.address ?? "");
        if (address === null || file.networks?.management === undefined) continue;
        const path = `sites.${name}.boxes[${index}].address`;
        if (file.networks.management === null) {
            yield error(path, `${box?.address} needs networks.management, which this site lacks. Declare its block.`);
        } else if (block !== null && !holds(hosts(block), address)) {
            yield error(
                path,
                `${box?.address} lies outside networks.management. Allowed: ${formatRange(hosts(block))}.`,
            );
        }
    }
}

/** A switch is left alone. */
function* withoutKey({ name, file }: SiteDraft): Iterable<Finding> {
    for (const [index, box] of (file.boxes ?? []).entries()) {
        if (box?.hostKey !== null || box.role === undefined || box.role === "k-fabric") continue;
        yield error(
            `sites.${name}.boxes[${index}].hostKey`,
            `missing. A ${box.role} is logged in to: write its public host key, ssh-ed25519 AAAA….`,
        );
    }
}

function* twice({ name, file }: SiteDraft, field: "name" | "address"): Iterable<Finding> {
    const owners = new Map<string, number>();
    for (const [index, box] of (file.boxes ?? []).entries()) {
        const value = box?.[field];
        const owner = owners.get(value ?? "");
        if (value === undefined) continue;
        if (owner === undefined) owners.set(value, index);
        else
            yield error(
                `sites.${name}.boxes[${index}].${field}`,
                `${value} is boxes[${owner}]'s already. Choose another.`,
            );
    }
}
