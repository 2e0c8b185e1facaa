import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "shares the tenant network with every project",
    policy: "private-networks",
    places: ["gist-tenant-network.shared"],
    altered: { "gist-tenant-network": { inputs: { shared: true } } },
};
