import type { SitePlan } from "../environment-plan.ts";
import { UserError } from "../user-error.ts";

/** OpenStack's own prefix, which is unicast and locally administered. */
const openStack = "fa:16:3e";

/**
 * Lowest free prefix of MAC addresses under OpenStack's `fa:16:3e`, such as `fa:16:3e:03:00:00`. The fourth octet is not
 * 00, since Neutron would fill that in.
 *
 * @throws UserError when all 255 are taken.
 */
export function freeMac(sites: readonly SitePlan[]): string {
    const taken = new Set(sites.map(({ baseMac }) => baseMac));
    const all = Array.from({ length: 255 }, (_, index) => `${openStack}:${hex(index + 1)}:00:00`);
    const free = all.find((mac) => !taken.has(mac));
    if (free !== undefined) return free;
    throw new UserError(
        `All 255 prefixes of MAC addresses from ${all[0]} to ${all.at(-1)} are taken. ` +
            "Name one for baseMac yourself, such as fa:16:3f:01:00:00.",
    );
}

function hex(octet: number): string {
    return octet.toString(16).padStart(2, "0");
}
