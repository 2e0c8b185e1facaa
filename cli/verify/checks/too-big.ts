import type { CheckKind } from "../check.ts";
import { guestPairs } from "../pairs.ts";
import { oneByteTooBig } from "../sizes.ts";

/** A guest's packet of one byte over the shared network's MTU isn't carried: the guest knows the MTU. */
export const netOneByteTooBig: CheckKind = {
    name: "net3 one byte too big is refused",
    about: "paths",
    table: "Guest to guest over the shared network",
    checks: (plan) =>
        guestPairs(plan).map(({ network, mtu, from, to }) => ({
            from: from.name,
            to: to.name,
            path: `${network} one byte too big is refused`,
            sites: [from.site, to.site],
            run: async (hands) => oneByteTooBig((await hands.guest(from.site)).shell, { to: to.shared }, mtu),
        })),
};
