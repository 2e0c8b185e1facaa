import type { FileAttack } from "../attack.ts";

export const attack: FileAttack = {
    what: "uses another site's credential",
    owner: "gist",
    text: "cloud: kone-gist",
    by: "cloud: kone-korea",
    path: "sites.korea.cloud",
    says: "kone-korea is taken by sites.gist.cloud",
};
