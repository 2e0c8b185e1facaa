import { explain } from "../../../cloud/errors.ts";
import { send } from "../../../cloud/http.ts";
import type { SharedTowerPlan, SitePlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, upHint, wrong } from "../check.ts";
import type { DoctorHands } from "../hands.ts";
import { devStackState } from "./dev-stack.ts";

/** Keystone answers at the URL of the tower's file, or a site's own at that of the site's. */
export const keystone: DoctorCheck<SharedTowerPlan | SitePlan> = {
    name: "Keystone",
    needs: [],
    run: async (target, hands) => {
        const { authUrl, stack, cloud } = target;
        const call = {
            method: "GET",
            url: authUrl,
            headers: { accept: "application/json" },
            body: null,
            timeout: 15_000,
        };
        const tls = tlsOf(() => hands.entry(cloud).tls);
        const answer = await send({ ...call, tls }).catch((error: unknown) => explain(error));
        if (typeof answer === "string") {
            const silent = `Keystone at ${authUrl} doesn't answer: ${answer}.`;
            if (await isStillMade(target, hands)) return { status: "not yet", text: `${silent} ${made(target)}` };
            const machine = "site" in target ? "its machine" : "the tower";
            return wrong(`${silent} Is ${machine} on, and can this computer reach it?`);
        }
        if (answer.status === 200 && /"v3\./.test(answer.body)) return ok(`${authUrl} answers`);
        return wrong(
            `${authUrl} answers ${answer.status}, but not as Keystone's v3 does. Correct identity.authUrl in stacks/Pulumi.${stack}.yaml.`,
        );
    },
};

/** A tower's own machine has no line of its own that would say how far DevStack is. */
async function isStillMade(target: SharedTowerPlan | SitePlan, hands: DoctorHands): Promise<boolean> {
    const { devStack } = target;
    const home = homeOf(target);
    const site = hands.plan.sites.find((candidate) => candidate.site === home);
    if (devStack === null || site === undefined) return false;
    const state = await devStackState(hands, site);
    return state !== null && state.state !== "stacked";
}

function made(target: SharedTowerPlan | SitePlan): string {
    const up = "site" in target ? upHint(target) : `\`npx k-one up ${target.environment}\``;
    return `DevStack makes it with the region on ${homeOf(target)}'s K-Box: ${up}.`;
}

/** Site whose K-Box has the Keystone; `null` with a tower on a machine of its own. */
function homeOf(target: SharedTowerPlan | SitePlan): string | null {
    return "site" in target ? target.site : target.host;
}

/** Without an entry nothing says whom to trust; a line of its own tells that it is missing. */
function tlsOf<T>(read: () => T): T | { readonly ca: null; readonly verify: true } {
    try {
        return read();
    } catch {
        return { ca: null, verify: true };
    }
}
