import type { SitePlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

interface Zone {
    readonly zoneName: string;
    readonly zoneState: { readonly available: boolean };
}

/** Nova has the availability zone that the site's file declares. It is made by no stack. */
export const availabilityZone: DoctorCheck<SitePlan> = {
    name: "availability zone",
    needs: ["APIs"],
    run: async ({ cloud, region, availabilityZone: name, stack }, hands) => {
        const opened = await hands.cloud(cloud);
        const answer = await opened.request<{ readonly availabilityZoneInfo: readonly Zone[] }>(
            "compute",
            region,
            "/os-availability-zone",
        );
        const zone = answer.availabilityZoneInfo.find(({ zoneName }) => zoneName === name);
        if (zone?.zoneState.available) return ok(name);
        if (zone !== undefined) {
            return wrong(
                `${name} isn't available: none of its hypervisors is up. Look at \`openstack compute service list\` in ${region}.`,
            );
        }
        const known = answer.availabilityZoneInfo.map(({ zoneName }) => zoneName).join(", ") || "none";
        return wrong(
            `Nova in ${region} has no availability zone ${name}; it has ${known}. Correct availabilityZone in stacks/Pulumi.${stack}.yaml.`,
        );
    },
};
