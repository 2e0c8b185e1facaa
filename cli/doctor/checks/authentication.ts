import { CloudError } from "../../../cloud/cloud.ts";
import { hasKeystone, type SharedTowerPlan, type SitePlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, type DoctorFinding, ok } from "../check.ts";
import type { DoctorHands } from "../hands.ts";

/** Keystone takes the credentials of `clouds.yaml`. */
export const authentication: DoctorCheck<SitePlan | SharedTowerPlan> = {
    name: "authentication",
    needs: ["clouds.yaml"],
    run: async (target, hands) => {
        try {
            const { userId, projectId } = await hands.cloud(target.cloud);
            return ok(`user ${userId}${projectId === null ? "" : ` in project ${projectId}`}`);
        } catch (error) {
            const found = error instanceof CloudError ? await explain(error, target, hands) : null;
            if (found === null) throw error;
            return found;
        }
    },
};

async function explain(
    { status, message }: CloudError,
    target: SitePlan | SharedTowerPlan,
    hands: DoctorHands,
): Promise<DoctorFinding | null> {
    // The tower's own line says so already, or the one of the site's own Keystone.
    if (status === null && (hands.tower || !hasKeystone(hands.plan.tower)))
        return { status: "elsewhere", text: message };
    const name = hands.entry(target.cloud).auth.username;
    if (status !== 401 || name === undefined || !("site" in target) || !(await isMissing(name, hands))) return null;
    const text = `user ${name} isn't in Keystone yet. \`npx k-one up ${target.environment}\` makes it.`;
    return { status: "not yet", text };
}

/** Only who has rights in Keystone can tell a user that isn't there from a wrong password. */
async function isMissing(name: string, hands: DoctorHands): Promise<boolean> {
    const { tower } = hands.plan;
    if (!hasKeystone(tower)) return false;
    const { cloud, region } = tower;
    try {
        const opened = await hands.cloud(cloud);
        const path = `/users?name=${encodeURIComponent(name)}`;
        const { users } = await opened.request<{ readonly users: readonly unknown[] }>("identity", region, path);
        return users.length === 0;
    } catch {
        return false;
    }
}
