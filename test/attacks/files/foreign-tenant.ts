import type { FileAttack } from "../attack.ts";

export const attack: FileAttack = {
    what: "lays its tenant network inside another site's",
    owner: "gist",
    text: "cidr: 10.1.0.0/24",
    by: "cidr: 10.2.0.0/25",
    path: "sites.korea.tenant.cidr",
    says: "overlaps sites.gist.tenant.cidr",
};
