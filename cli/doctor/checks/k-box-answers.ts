import type { SitePlan } from "../../../plan/environment-plan.ts";
import { noAnswer } from "../../causes.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

/** Somebody answers on the K-Box's SSH port. */
export const kBoxAnswers: DoctorCheck<SitePlan> = {
    name: "K-Box",
    needs: [],
    run: async (site, hands) => {
        const reason = await hands.silence(site);
        const { address, port } = site.kBox;
        return reason === null ? ok(`${address} answers on port ${port}`) : wrong(noAnswer(site, reason));
    },
};
