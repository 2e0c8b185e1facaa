import { type Cloud, CloudError } from "../../../cloud/cloud.ts";
import { hasKeystone, type SitePlan } from "../../../plan/environment-plan.ts";
import type { CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { type SitePair, sitePairs, unproven } from "../isolation.ts";

/** What is asked with a token; Keystone is asked whether it knows it. */
const requests = [
    { service: "identity", path: "/auth/tokens" },
    { service: "compute", path: "/servers" },
    { service: "network", path: "/networks" },
    { service: "image", path: "/images" },
] as const;

/**
 * Where each site has a Keystone, a site's token is one for no other: neither Keystone nor a region knows it there, while
 * both at home do. Another institution's Keystone is shown a token that ends at once, and never a password.
 */
export const foreignKeystone: CheckKind = {
    name: "other keystone refuses",
    about: "isolation",
    table: "From each site's credential to the other Keystones",
    checks: ({ sites, tower }) =>
        (hasKeystone(tower) ? [] : sitePairs(sites)).map((pair) => ({
            from: pair.from.cloud,
            to: pair.to.site,
            path: "other keystone refuses",
            sites: [pair.from.site, pair.to.site],
            run: (hands: Hands) => show(hands, pair),
        })),
};

async function show(hands: Hands, { from, to }: SitePair): Promise<Outcome> {
    const [own, foreign] = await Promise.all([hands.cloud(from.site), hands.cloud(to.site)]);
    const answers = await own.lend((token) =>
        Promise.all(
            requests.map(async ({ service, path }) => ({
                service,
                home: await statusOf(own, service, from, path, token),
                abroad: await statusOf(foreign, service, to, path, token),
            })),
        ),
    );
    const open = answers.filter(({ abroad }) => abroad !== 401);
    if (open.length > 0) {
        const said = open.map(({ service, abroad }) => `${service} answers ${abroad ?? "nothing"}`);
        return { ok: false, reason: `${said.join(", ")}, not 401` };
    }
    const dead = answers.filter(({ home }) => home !== 200);
    if (dead.length === 0) return { ok: true, ms: 0, reason: answers.map(({ abroad }) => abroad).join(" ") };
    return unproven(dead.map(({ service, home }) => `its own ${service} answers ${home ?? "nothing"}`).join(", "));
}

/** Status of the answer to a token; `null` where none came. */
async function statusOf(
    cloud: Pick<Cloud, "request">,
    service: string,
    { region }: SitePlan,
    path: string,
    token: string,
): Promise<number | null> {
    try {
        await cloud.request<unknown>(service, region, path, {
            headers: { "x-auth-token": token, "x-subject-token": token },
        });
        return 200;
    } catch (error) {
        if (error instanceof CloudError) return error.status;
        throw error;
    }
}
