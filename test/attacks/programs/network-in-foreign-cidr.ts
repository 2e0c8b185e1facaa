import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "puts its tenant network inside another site's CIDR",
    policy: "planned-names-and-ranges",
    places: ["gist-tenant-subnet.cidr"],
    altered: { "gist-tenant-subnet": { inputs: { cidr: "10.2.0.128/25" } } },
};
