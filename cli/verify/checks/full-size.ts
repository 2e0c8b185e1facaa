import type { CheckKind } from "../check.ts";
import { guestPairs } from "../pairs.ts";
import { fullSize } from "../sizes.ts";

/** The shared network carries packets of its whole MTU between two guests, unfragmented. */
export const netFullSize: CheckKind = {
    name: "net3 full size",
    about: "paths",
    table: "Guest to guest over the shared network",
    checks: (plan) =>
        guestPairs(plan).map(({ network, mtu, from, to }) => ({
            from: from.name,
            to: to.name,
            path: `${network} full size`,
            sites: [from.site, to.site],
            run: async (hands) => fullSize((await hands.guest(from.site)).shell, { to: to.shared }, mtu),
        })),
};
