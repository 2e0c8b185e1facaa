import { type Cloud, CloudError } from "../../../cloud/cloud.ts";
import type { SitePlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

const smallest = {
    network: "/extensions?fields=alias",
    compute: "/flavors?limit=1",
    image: "/images?limit=1",
} as const;

type Service = keyof typeof smallest;

/** The region's APIs answer this user. */
export const apis: DoctorCheck<SitePlan> = {
    name: "APIs",
    needs: ["region"],
    run: async (site, hands) => {
        const cloud = await hands.cloud(site.cloud);
        // The K-Box's own line says so already.
        if (onKBox(cloud, site) && (await hands.silence(site)) !== null) return { status: "elsewhere", text: "" };
        const services = Object.keys(smallest) as Service[];
        const failures = (await Promise.all(services.map((service) => failureOf(cloud, site.region, service)))).flat();
        return failures.length === 0 ? ok(`${services.join(", ")} answer`) : failures.map(wrong);
    },
};

async function failureOf(cloud: Cloud, region: string, service: Service): Promise<readonly string[]> {
    try {
        await cloud.request(service, region, smallest[service]);
        return [];
    } catch (error) {
        if (error instanceof CloudError) return [error.message];
        throw error;
    }
}

function onKBox(cloud: Cloud, { kBox, region }: SitePlan): boolean {
    return Object.values(cloud.endpoints(region)).some(
        (url) => new URL(url).hostname.replace(/^\[|\]$/g, "") === kBox.address,
    );
}
