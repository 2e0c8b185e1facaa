import type { ControlVmPlan } from "../../plan/control-vm-plan.ts";
import type { BoxPlan, GuestPlan, SitePlan } from "../../plan/environment-plan.ts";
import type { Login } from "../../ssh/login.ts";
import { controlKey, guestKey, type KeyPlaces, kBoxKey } from "./keys.ts";

/** Login to a site's K-Box, known by the host key in the site's file. */
export function kBoxLogin({ site, kBox }: SitePlan, keys: KeyPlaces): Login {
    return { ...kBox, alias: `${site}-k-box`, hostKeys: [kBox.hostKey], key: kBoxKey(keys, site) };
}

/** Login to a guest at one of its addresses, known by the host keys of its console log. */
export function guestLogin(
    { name, user }: GuestPlan,
    address: string,
    hostKeys: readonly string[],
    keys: KeyPlaces,
): Login {
    return { alias: name, address, port: 22, user, hostKeys, key: guestKey(keys) };
}

/** Login to a site's control VM, which only its K-Box reaches, known by the host keys of its console log. */
export function controlVmLogin(
    site: string,
    { name, user, nics }: ControlVmPlan,
    hostKeys: readonly string[],
    keys: KeyPlaces,
): Login {
    const address = nics[0]?.address ?? "";
    return { alias: name, address, port: 22, user, hostKeys, key: controlKey(keys, site) };
}

/** Login to a box of a K-Cluster, which takes the control VM's key, known by the host key in the site's file. */
export function boxLogin(site: string, { name, address, user, hostKey }: BoxPlan, keys: KeyPlaces): Login {
    return { alias: name, address, port: 22, user, hostKeys: [hostKey], key: controlKey(keys, site) };
}
