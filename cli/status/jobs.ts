import { type Cloud, CloudError } from "../../cloud/cloud.ts";
import type { TowerPlan } from "../../plan/environment-plan.ts";
import { adminApi } from "../tricircle/admin-api.ts";
import { openJobs, type TricircleJob } from "../tricircle/jobs.ts";

/** Jobs of Tricircle that failed or wait; `null` when the Admin API doesn't answer, which the table of APIs says. */
export async function askJobs(
    tower: TowerPlan,
    openCloud: (entry: string) => Promise<Pick<Cloud, "request">>,
): Promise<readonly TricircleJob[] | null> {
    try {
        return await openJobs(await adminApi(tower, openCloud));
    } catch (error) {
        if (error instanceof CloudError) return null;
        throw error;
    }
}
