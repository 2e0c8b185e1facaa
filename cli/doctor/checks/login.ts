import type { SitePlan } from "../../../plan/environment-plan.ts";
import { kBoxKeyVariable } from "../../ssh/keys.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

/** The K-Box lets us in. */
export const login: DoctorCheck<SitePlan> = {
    name: "login",
    needs: ["host key"],
    run: async (site, hands) => {
        const { user, address } = site.kBox;
        const result = await hands.login(site);
        if ("shell" in result) return ok(`as ${user}`);
        const variable = kBoxKeyVariable(site.site);
        if (!hands.hasKey(site)) {
            return {
                status: "skipped",
                text: `there is no key for ${user}@${address}. Set ${variable} to the file with it, or start an SSH agent that has it.`,
            };
        }
        return wrong(
            `${user}@${address} refuses our SSH key. Set ${variable} to the file with the right one, or add its public half to that user's authorized_keys.`,
        );
    },
};
