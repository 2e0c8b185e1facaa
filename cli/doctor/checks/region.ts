import type { SitePlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

const needed = ["network", "compute", "image"];

/** The site's region stands in Keystone's catalogue, with the services that the site's stack uses. */
export const region: DoctorCheck<SitePlan> = {
    name: "region",
    needs: ["authentication", "DevStack"],
    run: async ({ cloud, region: name, stack }, hands) => {
        const opened = await hands.cloud(cloud);
        const services = Object.keys(opened.endpoints(name)).sort();
        const missing = needed.filter((service) => !services.includes(service));
        if (missing.length === 0) return ok(`${name} with ${services.join(", ")}`);
        if (services.length > 0) {
            return wrong(
                `${name} has no public endpoint of ${missing.join(", ")} in Keystone's catalogue; it has ${services.join(", ")}. The region's administrator adds it: openstack endpoint create --region ${name} ${missing[0]} public <URL>.`,
            );
        }
        return wrong(
            `${name} isn't in Keystone's catalogue; there are ${opened.regions.join(", ") || "none"}. Correct region in stacks/Pulumi.${stack}.yaml, or have the region's endpoints made.`,
        );
    },
};
