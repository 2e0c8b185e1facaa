import type { CheckKind } from "../check.ts";
import { vtepPairs } from "../pairs.ts";
import { oneByteTooBig } from "../sizes.ts";

/** The network between two K-Boxes carries no more than the plan says, so the plan isn't a guess. */
export const underlayTooBig: CheckKind = {
    name: "underlay one byte too big is refused",
    about: "paths",
    table: "K-Box to K-Box, below the shared network",
    checks: (plan) =>
        vtepPairs(plan).map(({ from, to, mtu }) => ({
            from: `${from.site} K-Box`,
            to: `${to.site} K-Box`,
            path: "underlay one byte too big is refused",
            sites: [from.site, to.site],
            run: async (hands) =>
                oneByteTooBig(await hands.kBox(from.site), { to: to.address, from: from.address }, mtu),
        })),
};
