import type { CheckKind } from "../check.ts";
import type { Hands } from "../hands.ts";
import {
    apiTargets,
    clusterTargets,
    clusterTwins,
    keystoneTargets,
    mustBeSilent,
    type SitePair,
    sitePairs,
    without,
} from "../isolation.ts";

/**
 * A control VM reaches nothing of another site: not its K-Box, not its region, not its boxes. At the same time it reaches
 * its own, and the other site's K-Box reaches what has to be silent here.
 */
export const foreignSite: CheckKind = {
    name: "other site is out of reach",
    about: "isolation",
    table: "From the control VMs",
    checks: ({ sites }) =>
        sitePairs(sites).flatMap((pair) =>
            pair.from.controlVm === null
                ? []
                : {
                      from: pair.from.controlVm.name,
                      to: pair.to.site,
                      path: "other site is out of reach",
                      sites: [pair.from.site, pair.to.site],
                      needsTower: true,
                      run: (hands: Hands) => knock(hands, pair),
                  },
        ),
};

async function knock(hands: Hands, { from, to }: SitePair) {
    const [shell, kBox] = await Promise.all([hands.controlVm(from.site), hands.kBox(to.site)]);
    const own = [...clusterTwins(from), ...apiTargets(from)];
    const theirs = [...clusterTwins(to), ...apiTargets(to)];
    const { address, port } = to.kBox;
    // Keystone is everybody's, and DevStack's web server has a region's APIs at the same port.
    const apis = without(apiTargets(to), keystoneTargets(from));
    const silent = [...clusterTargets(to), ...apis, { address, port: null }, { address, port }];
    return mustBeSilent(
        silent,
        { name: from.controlVm?.name ?? "", shell, targets: own },
        { name: `${to.site} K-Box`, shell: kBox, targets: theirs },
    );
}
