import type { FileAttack } from "../attack.ts";

export const attack: FileAttack = {
    what: "takes another site's K-Box for its own",
    owner: "gist",
    text: "kBox:\n      address: 203.0.113.11",
    by: "kBox:\n      address: 203.0.113.12",
    path: "sites.korea.kBox.address",
    says: "203.0.113.12 is taken by sites.gist.kBox.address",
};
