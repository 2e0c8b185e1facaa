import type { FileAttack } from "../attack.ts";

export const attack: FileAttack = {
    what: "takes addresses of another site's share of net3",
    owner: "gist",
    text: "pool: 10.30.0.16-10.30.0.31",
    by: "pool: 10.30.0.16-10.30.0.40",
    path: "sites.korea.shared.net3.pool",
    says: "overlaps sites.gist.shared.net3.pool",
};
