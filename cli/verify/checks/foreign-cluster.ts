import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import type { Check, CheckKind } from "../check.ts";
import type { Hands } from "../hands.ts";
import { clusterTargets, clusterTwins, mustBeSilent, type SitePair, sitePairs } from "../isolation.ts";

/**
 * A guest reaches nothing on another site's management network. At the same time the outside answers it, and the other
 * site's K-Box is answered by what has to be silent here.
 */
export const foreignCluster: CheckKind = {
    name: "other k-cluster is out of reach",
    about: "isolation",
    table: "From the guests to the K-Clusters",
    checks: ({ sites, tower }) => sitePairs(sites).flatMap((pair) => checkOf(pair, tower)),
};

function checkOf({ from, to }: SitePair, { outside }: EnvironmentPlan["tower"]): readonly Check[] {
    const silent = clusterTargets(to);
    if (from.guest === null || silent.length === 0) return [];
    const { name } = from.guest;
    const knock = async (hands: Hands) => {
        const [{ shell }, kBox] = await Promise.all([hands.guest(from.site), hands.kBox(to.site)]);
        return mustBeSilent(
            silent,
            { name, shell, targets: [{ address: outside, port: null }] },
            { name: `${to.site} K-Box`, shell: kBox, targets: clusterTwins(to) },
        );
    };
    const path = "other k-cluster is out of reach";
    return [{ from: name, to: to.site, path, sites: [from.site, to.site], run: knock }];
}
