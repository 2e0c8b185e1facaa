import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "stretches the tenant network over another site's availability zone",
    policy: "private-networks",
    places: ["gist-tenant-network.availabilityZoneHints"],
    altered: { "gist-tenant-network": { inputs: { availabilityZoneHints: ["az1", "az2"] } } },
};
