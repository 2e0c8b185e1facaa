import type { SharedNetworkPlan, SitePlan } from "../../plan/environment-plan.ts";
import { ownEnds } from "../../plan/shared-network-plan.ts";
import { UserError } from "../../plan/user-error.ts";
import type { OpenEnvironment } from "../environment.ts";
import type { Shell } from "../verify/shell.ts";
import { withBridge } from "./planned-bridge.ts";
import {
    describeDifference,
    differencesOf,
    installVtep,
    lookAtVtep,
    plannedEnd,
    type VtepDifference,
} from "./vtep-end.ts";
import { withKBox } from "./with-k-box.ts";

/**
 * Puts right what somebody has changed on a site's K-Box since its stack's Vtep was last run.
 *
 * Pulumi runs a remote command again only when its inputs change, so the engine says `unchanged` of a K-Box whose tunnels
 * somebody has cut. `up` asks the K-Box itself when the engine is done, and where it differs runs the very script that the
 * Vtep runs. Nothing is written into the state or the stack's file for that (a counter there would make each plain
 * `pulumi up` see a change), so an `up` after it is `unchanged`; the summary says what was repaired. A preview asks no
 * K-Box, as it asks no OpenStack; `drift` does.
 * @returns What was wrong, as sentences without a full stop; none when nothing was.
 * @throws UserError when the K-Box can't be reached or repaired: `up` mustn't say `unchanged` of what it can't see.
 */
export function mendKBox(
    environment: Pick<OpenEnvironment, "pulumi">,
    site: SitePlan,
    signal: AbortSignal,
): Promise<readonly string[]> {
    const ends = ownEnds(site);
    if (ends.length === 0) return Promise.resolve([]);
    return withKBox(environment, site, signal, async (shell) => {
        const mended: string[] = [];
        // One at a time: the K-Box's installation lets in one at a time, too.
        for (const network of ends) {
            mended.push(...(await mendEnd(shell, site, await withBridge(site, network))));
        }
        return mended;
    });
}

/** Repairs one end, see {@link mendKBox}. */
export async function mendEnd(shell: Shell, site: SitePlan, network: SharedNetworkPlan): Promise<readonly string[]> {
    const wrong = await whatIsWrong(shell, site, network);
    if (wrong.length === 0) return [];
    await installVtep(shell, site.kBox, network);
    const left = await whatIsWrong(shell, site, network);
    if (left.length === 0) return wrong.map((found) => `${network.name}: ${describeDifference(found, "was")}`);
    const text = left.map((found) => describeDifference(found)).join("; ");
    throw new UserError(
        `${network.name} on the K-Box at ${site.kBox.address} couldn't be repaired: ${text}. Does another program on it undo it?`,
    );
}

async function whatIsWrong(
    shell: Shell,
    site: SitePlan,
    network: SharedNetworkPlan,
): Promise<readonly VtepDifference[]> {
    const end = plannedEnd(network);
    return differencesOf(end, await lookAtVtep(shell, site.kBox, end));
}
