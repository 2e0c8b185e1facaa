import { keystoneUrl } from "../../../cloud/keystone.ts";
import { hasKeystone, type SharedTowerPlan, type SitePlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

/** The entry of `clouds.yaml` that the stack's file names is there, and leads to the environment's Keystone. */
export const cloudsEntry: DoctorCheck<SitePlan | SharedTowerPlan> = {
    name: "clouds.yaml",
    needs: [],
    run: async ({ cloud, authUrl, stack: own }, hands) => {
        const found = hands.entry(cloud);
        const url = keystoneUrl(found);
        const { tower } = hands.plan;
        if (withVersion(url) === withVersion(authUrl)) return ok(`entry ${cloud} in ${found.file}`);
        const [stack, why] = hasKeystone(tower)
            ? [tower.stack, "All sites share one Keystone"]
            : [own, "Each site has a Keystone of its own"];
        return wrong(
            `${found.file}: clouds.${cloud}.auth.auth_url: ${url}, but identity.authUrl in stacks/Pulumi.${stack}.yaml says ${authUrl}. ${why}: make them the same.`,
        );
    },
};

function withVersion(url: string): string {
    return `${url.replace(/\/+$/, "").replace(/\/v3$/, "")}/v3`;
}
