import type { Cloud } from "../../cloud/cloud.ts";
import { hasKeystone, type TowerPlan } from "../../plan/environment-plan.ts";
import { UserError } from "../../plan/user-error.ts";
import type { AdminApi } from "./jobs.ts";

/**
 * Tricircle's Admin API of an environment, with the tower's credential.
 * @throws UserError when the environment has another driver.
 */
export async function adminApi(
    tower: TowerPlan,
    openCloud: (entry: string) => Promise<Pick<Cloud, "request">>,
): Promise<AdminApi> {
    if (tower.central === null || !hasKeystone(tower)) {
        throw new UserError(
            "tower.sharedNetworks: no network of this environment has the driver tricircle, so there is no Admin API to ask. " +
                "With the driver mesh nothing has to be done again: `k-one up` repairs what `k-one drift` finds.",
        );
    }
    return { cloud: await openCloud(tower.cloud), central: tower.region };
}
