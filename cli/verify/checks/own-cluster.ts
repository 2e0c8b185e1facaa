import type { SitePlan } from "../../../plan/environment-plan.ts";
import { explainSsh } from "../../../ssh/login.ts";
import type { CheckKind, Outcome } from "../check.ts";
import type { Hands } from "../hands.ts";
import { apiTargets, keystoneTargets, without } from "../isolation.ts";
import { answering, describeTarget } from "../probe.ts";

/** A control VM reaches what it manages: it logs in to its K-Cluster's boxes, and its region and Keystone answer it. */
export const ownCluster: CheckKind = {
    name: "own k-cluster",
    about: "isolation",
    table: "From the control VMs",
    checks: ({ sites }) =>
        sites.flatMap((site) =>
            site.controlVm === null
                ? []
                : {
                      from: site.controlVm.name,
                      to: site.site,
                      path: "own k-cluster",
                      sites: [site.site],
                      needsTower: true,
                      run: (hands: Hands) => reach(hands, site),
                  },
        ),
};

async function reach(hands: Hands, site: SitePlan): Promise<Outcome> {
    const keystone = keystoneTargets(site);
    const targets = [...without(apiTargets(site), keystone), ...keystone];
    const [answered, ...shut] = await Promise.all([
        answering(await hands.controlVm(site.site), targets),
        ...site.boxes.map(({ name }) => whyShut(hands, site.site, name)),
    ]);
    const silent = targets
        .filter((target) => !answered.includes(target))
        .map((target) => `${describeTarget(target)} doesn't answer`);
    const reasons = [...shut.filter((reason) => reason !== null), ...silent];
    if (reasons.length > 0) return { ok: false, reason: reasons.join(", ") };
    return { ok: true, ms: 0, reason: `${site.boxes.length} by SSH, ${targets.length} APIs` };
}

/** Logs in to a box through the control VM; says what stopped it. */
async function whyShut(hands: Hands, site: string, box: string): Promise<string | null> {
    const { code, errors } = await (await hands.box(site, box)).run("exit 0");
    return code === 0 ? null : `${box}: ${explainSsh(errors)}`;
}
