import type { GuestPlan, SitePlan } from "../../plan/environment-plan.ts";
import { logicalName, type StackState } from "../recover/state.ts";
import { hostKeysOf } from "./console.ts";
import { type GuestLocation, NotYet } from "./locate.ts";
import { type Shell, textOf } from "./shell.ts";

/**
 * Finds a guest while Keystone is silent and nobody can ask OpenStack: its address as its stack knows it, its host keys
 * in the console log that Nova keeps on the K-Box.
 */
export async function locateByState(
    state: StackState | null,
    kBox: () => Promise<Shell>,
    site: SitePlan,
    guest: GuestPlan,
): Promise<GuestLocation> {
    const instance = find(state, `${site.site}-guest-instance`)?.id ?? "";
    const floatingIp = find(state, `${site.site}-guest-floating-ip`)?.outputs?.address;
    if (!/^[0-9a-f-]{36}$/.test(instance) || typeof floatingIp !== "string") {
        throw new Error(`Keystone doesn't answer, and the state of stack ${site.stack} has no ${guest.name}`);
    }
    const hostKeys = hostKeysOf(await textOf(await kBox(), consoleScript(instance)));
    if (hostKeys.length > 0) return { floatingIp, hostKeys };
    throw new NotYet(
        `Keystone doesn't answer, and the K-Box has no console log of ${guest.name} with its SSH host keys`,
    );
}

function find(state: StackState | null, name: string) {
    return state?.deployment.resources?.find(
        ({ urn, custom, delete: going }) => custom === true && going !== true && logicalName(urn) === name,
    );
}

/** Nova keeps a guest's console log there with libvirt; the last boot's keys stand near its end. */
function consoleScript(instance: string): string {
    const tail = `tail -c 200000 /var/lib/nova/instances/${instance}/console.log`;
    return `${tail} 2>/dev/null || sudo -n ${tail} 2>/dev/null`;
}
