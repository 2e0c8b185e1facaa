import { parseBlock, parsePool } from "../cidr.ts";
import type { EnvironmentDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { centralAddresses, centralRange } from "./central.ts";
import { tricircleNetworks } from "./shared-drafts.ts";

/** Central Neutron takes addresses of a shared network for ports of its own; none of them may be a guest's. */
export function* centralRoom(environment: EnvironmentDraft): Iterable<Finding> {
    for (const { name, network, path } of tricircleNetworks(environment)) {
        const { cidr } = network;
        if (cidr === undefined || parseBlock(cidr) === null) continue;
        const shares = environment.sites.flatMap(({ file }) => parsePool(file.shared?.[name]?.pool ?? "") ?? []);
        if (centralRange(cidr, shares) !== null) continue;
        yield error(
            `${path}.cidr`,
            `${cidr} leaves Central Neutron no ${centralAddresses} addresses in a row beside the sites' pools, ` +
                "which it takes for its DHCP and router ports. Choose a larger block, or smaller pools.",
        );
    }
}
