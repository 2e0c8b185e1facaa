import type { SitePlan } from "../../../plan/environment-plan.ts";
import { explainLogin } from "../../k-box/with-k-box.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

/** The K-Box is the machine that the site's file describes. No key of ours is needed to tell. */
export const hostKey: DoctorCheck<SitePlan> = {
    name: "host key",
    needs: ["K-Box"],
    run: async (site, hands) => {
        const result = await hands.login(site);
        if ("shell" in result || result.error.refused) return ok(`as in stacks/Pulumi.${site.stack}.yaml`);
        return wrong(explainLogin(site, result.error));
    },
};
