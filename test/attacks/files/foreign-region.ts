import type { FileAttack } from "../attack.ts";

export const attack: FileAttack = {
    what: "takes another site's region for its own",
    owner: "gist",
    text: "region: RegionOne",
    by: "region: RegionTwo",
    path: "sites.korea.region",
    says: "RegionTwo is taken by sites.gist.region",
};
