import { keystoneUrl } from "../../../cloud/keystone.ts";
import type { SitePlan, TowerPlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

/** The entry of `clouds.yaml` that the stack's file names is there, and leads to the environment's Keystone. */
export const cloudsEntry: DoctorCheck<SitePlan | TowerPlan> = {
    name: "clouds.yaml",
    needs: [],
    run: async ({ cloud }, hands) => {
        const found = hands.entry(cloud);
        const url = keystoneUrl(found);
        const { authUrl, stack } = hands.plan.tower;
        return withVersion(url) === withVersion(authUrl)
            ? ok(`entry ${cloud} in ${found.file}`)
            : wrong(
                  `${found.file}: clouds.${cloud}.auth.auth_url: ${url}, but identity.authUrl in stacks/Pulumi.${stack}.yaml says ${authUrl}. All sites share one Keystone: make them the same.`,
              );
    },
};

function withVersion(url: string): string {
    return `${url.replace(/\/+$/, "").replace(/\/v3$/, "")}/v3`;
}
