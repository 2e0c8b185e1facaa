import type { CheckKind } from "../check.ts";
import { guestPairs, pairCheck } from "../pairs.ts";
import { fullSize } from "../sizes.ts";

/** The shared network carries packets of its whole MTU between two guests, unfragmented. */
export const netFullSize: CheckKind = {
    name: "net3 full size",
    about: "paths",
    table: "Guest to guest over the shared network",
    checks: (plan) =>
        guestPairs(plan).map((pair) =>
            pairCheck(pair, `${pair.network} full size`, async (hands) =>
                fullSize((await hands.guest(pair.from.site)).shell, { to: pair.to.shared }, pair.mtu),
            ),
        ),
};
