import type { EnvironmentDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { tricircleNetworks } from "./shared-drafts.ts";

/** VXLAN identifiers that Neutron gives out by itself, first and last: each region's own, and Central Neutron's. */
export const givenOut = { region: [1, 200], central: [60_001, 60_100] } as const;

/** A shared network's VNI is none that a region or Central Neutron gives a network of its own. */
export function* ownSegments(environment: EnvironmentDraft): Iterable<Finding> {
    for (const { path, network } of tricircleNetworks(environment)) {
        const { vni } = network;
        if (vni === undefined) continue;
        const taken = Object.entries(givenOut).find(([, [first, last]]) => first <= vni && vni <= last);
        if (taken === undefined) continue;
        const [who, [first, last]] = taken;
        yield error(
            `${path}.vni`,
            `${vni} is among the VNIs that ${owners[who as keyof typeof owners]} gives out by itself (${first} to ${last}). ` +
                "Choose another one, such as 70003.",
        );
    }
}

const owners = { region: "each region's own Neutron", central: "Central Neutron" } as const;
