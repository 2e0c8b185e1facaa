import type { CheckKind } from "../check.ts";
import { guestPairs, pairCheck } from "../pairs.ts";
import { oneByteTooBig } from "../sizes.ts";

/** A guest's packet of one byte over the shared network's MTU isn't carried: the guest knows the MTU. */
export const netOneByteTooBig: CheckKind = {
    name: "net3 one byte too big is refused",
    about: "paths",
    table: "Guest to guest over the shared network",
    checks: (plan) =>
        guestPairs(plan).map((pair) =>
            pairCheck(pair, `${pair.network} one byte too big is refused`, async (hands) =>
                oneByteTooBig((await hands.guest(pair.from.site)).shell, { to: pair.to.shared }, pair.mtu),
            ),
        ),
};
