import { explain } from "../../../cloud/errors.ts";
import { send } from "../../../cloud/http.ts";
import type { TowerPlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";
import type { DoctorHands } from "../hands.ts";
import { devStackState } from "./dev-stack.ts";

/** Keystone answers at the URL of the tower's file. */
export const keystone: DoctorCheck<TowerPlan> = {
    name: "Keystone",
    needs: [],
    run: async (tower, hands) => {
        const { authUrl, stack, cloud } = tower;
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
            if (await isStillMade(tower, hands)) return { status: "not yet", text: `${silent} ${made(tower)}` };
            return wrong(`${silent} Is the tower on, and can this computer reach it?`);
        }
        if (answer.status === 200 && /"v3\./.test(answer.body)) return ok(`${authUrl} answers`);
        return wrong(
            `${authUrl} answers ${answer.status}, but not as Keystone's v3 does. Correct identity.authUrl in stacks/Pulumi.${stack}.yaml.`,
        );
    },
};

/** A tower's own machine has no line of its own that would say how far DevStack is. */
async function isStillMade({ devStack, host }: TowerPlan, hands: DoctorHands): Promise<boolean> {
    const site = hands.plan.sites.find((candidate) => candidate.site === host);
    if (devStack === null || site === undefined) return false;
    const state = await devStackState(hands, site);
    return state !== null && state.state !== "stacked";
}

function made({ environment, host }: TowerPlan): string {
    return `DevStack makes it with the region on ${host}'s K-Box: \`npx k-one up ${environment}\`.`;
}

/** Without an entry nothing says whom to trust; a line of its own tells that it is missing. */
function tlsOf<T>(read: () => T): T | { readonly ca: null; readonly verify: true } {
    try {
        return read();
    } catch {
        return { ca: null, verify: true };
    }
}
