import type { SitePlan } from "../../../plan/environment-plan.ts";
import { type DevStackState, readDevStackState } from "../../k-box/dev-stack-state.ts";
import { type DoctorCheck, type DoctorFinding, ok, upHint, wrong } from "../check.ts";
import type { DoctorHands } from "../hands.ts";

/** DevStack has made the site's region. Before that nothing of a region can be looked at. */
export const devStack: DoctorCheck<SitePlan> = {
    name: "DevStack",
    needs: [],
    run: async (site, hands) => {
        const state = site.bootstrap === "devstack" ? await devStackState(hands, site) : null;
        // Why nobody could log in, other lines say.
        return state === null ? [] : judge(state, site, hands);
    },
};

/** How far DevStack is on a site's K-Box, or `null` when nobody could log in there. */
export async function devStackState(hands: DoctorHands, site: SitePlan): Promise<DevStackState | null> {
    if ((await hands.silence(site)) !== null) return null;
    const login = await hands.login(site);
    return "shell" in login ? readDevStackState(login.shell, site.kBox) : null;
}

function judge({ state, phase }: DevStackState, site: SitePlan, { plan }: DoctorHands): DoctorFinding {
    const { environment } = site;
    const up = plan.tower.host === site.site ? `\`npx k-one up ${environment}\`` : upHint(site);
    if (state === "stacked") return ok(`it has made ${site.region}`);
    if (state === "running")
        return { status: "not yet", text: `it is making ${site.region}: ${phase}. ${up} follows it.` };
    if (state === "failed") {
        return wrong(
            `it has failed to make ${site.region}; last phase: ${phase}. Its log without secrets: \`python3 /usr/local/lib/k-one/devstack/k-one-devstack log\` on the K-Box. Mend the cause; ${up} goes on.`,
        );
    }
    const rest = state === "bare" ? "the machine is bare" : "it is prepared or was unstacked";
    return { status: "not yet", text: `${site.region} isn't there yet: ${rest}. ${up} makes it.` };
}
