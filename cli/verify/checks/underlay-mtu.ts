import type { CheckKind } from "../check.ts";
import { vtepPairs } from "../pairs.ts";
import { fullSize } from "../sizes.ts";

/** The network between two K-Boxes carries the packets that the plan counts on, unfragmented. */
export const underlayMtu: CheckKind = {
    name: "underlay mtu",
    about: "paths",
    table: "K-Box to K-Box, below the shared network",
    checks: (plan) =>
        vtepPairs(plan).map(({ from, to, mtu }) => ({
            from: `${from.site} K-Box`,
            to: `${to.site} K-Box`,
            path: "underlay mtu",
            sites: [from.site, to.site],
            run: async (hands) => fullSize(await hands.kBox(from.site), { to: to.address, from: from.address }, mtu),
        })),
};
