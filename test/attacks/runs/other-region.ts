import type { RunAttack } from "../attack.ts";

export const attack: RunAttack = {
    what: "sets OS_REGION_NAME to another site's region",
    env: { bad: { OS_REGION_NAME: "RegionTwo" }, honest: { OS_REGION_NAME: "RegionOne" } },
    says: "OS_REGION_NAME: is RegionTwo, but this stack's is RegionOne.",
};
