import { type Cloud, CloudError } from "../../../cloud/cloud.ts";
import { hasKeystone, type SitePlan, type TowerPlan } from "../../../plan/environment-plan.ts";
import type { CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { type SitePair, sitePairs, unproven } from "../isolation.ts";

/** What is asked of each service: nothing that a member of a project couldn't have. */
const requests = [
    { service: "compute", path: "/servers" },
    { service: "network", path: "/networks" },
    { service: "image", path: "/images" },
] as const;

type Request = (typeof requests)[number];

/** A site's credential of a shared Keystone is worth nothing in another site's region, while its own region takes it. */
export const foreignRegion: CheckKind = {
    name: "other region refuses",
    about: "isolation",
    table: "From each site's credential to the other regions",
    checks: ({ sites, tower }) =>
        (hasKeystone(tower) ? sitePairs(sites) : []).map((pair) => ({
            from: pair.from.cloud,
            to: pair.to.region,
            path: "other region refuses",
            sites: [pair.from.site, pair.to.site],
            needsTower: true,
            run: (hands: Hands) => tryCredential(hands, pair, shutIn(tower)),
        })),
};

/** One Glance for all regions is for every site's user. */
function shutIn({ glance }: TowerPlan): readonly Request[] {
    return requests.filter(({ service }) => service !== "image" || glance === "separate");
}

async function tryCredential(hands: Hands, { from, to }: SitePair, requests: readonly Request[]): Promise<Outcome> {
    const cloud = await hands.cloud(from.site);
    const [own, foreign] = await Promise.all([statuses(cloud, from, requests), statuses(cloud, to, requests)]);
    const all = requests.map(({ service }, index) => ({ service, own: own[index], foreign: foreign[index] }));
    const open = all.filter((one) => one.foreign !== 401 && one.foreign !== 403);
    if (open.length > 0) {
        const said = open.map(({ service, foreign }) => `${service} answers ${foreign ?? "nothing"}`);
        return { ok: false, reason: `${said.join(", ")}, not 401 or 403` };
    }
    const dead = all.filter((one) => one.own !== 200);
    if (dead.length === 0) return { ok: true, ms: 0, reason: foreign.join(" ") };
    const said = dead.map(({ service, own }) => `${service} of its own region answers ${own ?? "nothing"}`);
    return unproven(said.join(", "));
}

/** Status of each answer; `null` where none came. */
function statuses(
    cloud: Pick<Cloud, "request">,
    { region }: SitePlan,
    requests: readonly Request[],
): Promise<readonly (number | null)[]> {
    return Promise.all(requests.map(({ service, path }) => statusOf(cloud, service, region, path)));
}

async function statusOf(cloud: Pick<Cloud, "request">, service: string, region: string, path: string) {
    try {
        await cloud.request<unknown>(service, region, path);
        return 200;
    } catch (error) {
        if (error instanceof CloudError) return error.status;
        throw error;
    }
}
