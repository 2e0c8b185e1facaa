import { apiPorts } from "../../plan/control-vm.ts";
import type { SitePlan } from "../../plan/environment-plan.ts";
import type { Outcome } from "./check.ts";
import { answering, describeTarget, type Target } from "./probe.ts";
import type { Shell } from "./shell.ts";

/** Two different sites, one way. */
export interface SitePair {
    readonly from: SitePlan;
    readonly to: SitePlan;
}

/** Every ordered pair of different sites. */
export function sitePairs(sites: readonly SitePlan[]): readonly SitePair[] {
    return sites.flatMap((from) => sites.filter((to) => to !== from).map((to) => ({ from, to })));
}

/** What a K-Cluster has on its management network: the K-Box's own address there, and its boxes. */
export function clusterTargets(site: SitePlan): readonly Target[] {
    return [...gateways(site).flatMap(pingAndSsh), ...boxTargets(site)];
}

/** Those of them that answer their own K-Box; its SSH server need not listen there. */
export function clusterTwins(site: SitePlan): readonly Target[] {
    return [...gateways(site).map((address) => ({ address, port: null })), ...boxTargets(site)];
}

/** A K-Cluster's boxes. */
export function boxTargets({ boxes }: SitePlan): readonly Target[] {
    return boxes.flatMap(({ address }) => pingAndSsh(address));
}

function gateways({ networks }: SitePlan): readonly string[] {
    return networks.management?.gateway ? [networks.management.gateway] : [];
}

/** Where a site's OpenStack answers. */
export function apiTargets({ kBox, bootstrap }: SitePlan): readonly Target[] {
    return Object.values(apiPorts(bootstrap)).map((port) => ({ address: kBox.address, port }));
}

/** Where Keystone answers a site's control VM. */
export function keystoneTargets({ controlVm }: SitePlan): readonly Target[] {
    const found = (controlVm?.reach ?? []).filter(({ name }) => name === "identity");
    return found.map(({ cidr, port }) => ({ address: cidr.split("/")[0] ?? "", port }));
}

/** The first targets without those that are among the second, too. */
export function without(targets: readonly Target[], others: readonly Target[]): readonly Target[] {
    return targets.filter(({ address, port }) => !others.some((one) => one.address === address && one.port === port));
}

/** How an address is tried: by a ping, and at SSH's port. */
export function pingAndSsh(address: string): readonly Target[] {
    return [
        { address, port: null },
        { address, port: 22 },
    ];
}

/** A place, and what has to answer it so that the silence of others says something. */
export interface Twin {
    /** Name for a reader, such as `gist-guest`. */
    readonly name: string;
    readonly shell: Shell;
    readonly targets: readonly Target[];
}

/**
 * Whether a place gets no answer from any of these. Silence says that they are shut off from it only while it gets
 * answers from elsewhere, and they give answers to somebody; where a twin gets none, the outcome says so and fails.
 * @param own What answers the place itself.
 * @param theirs Who gets answers from the others, and from which of them.
 */
export async function mustBeSilent(silent: readonly Target[], own: Twin, theirs: Twin): Promise<Outcome> {
    const [answered, missing] = await Promise.all([
        answering(own.shell, [...silent, ...own.targets]),
        answering(theirs.shell, theirs.targets).then((found) => missingOf(theirs, found)),
    ]);
    const heard = silent.filter((target) => answered.includes(target));
    if (heard.length > 0) return { ok: false, reason: `${heard.map(describeTarget).join(", ")} answers` };
    const reasons = [...missingOf(own, answered), ...missing];
    if (reasons.length > 0) return unproven(reasons.join("; "));
    return { ok: true, ms: 0, reason: `${silent.length} silent` };
}

/** What a negative check says when its positive twin fails: nothing is known, so it isn't passed. */
export function unproven(why: string): Outcome {
    return { ok: false, reason: `unproven: ${why}` };
}

function missingOf({ name, targets }: Twin, answered: readonly Target[]): readonly string[] {
    const missing = targets.filter((target) => !answered.includes(target));
    if (missing.length > 0) return [`${name} gets no answer from ${missing.map(describeTarget).join(", ")} either`];
    return targets.length > 0 ? [] : [`nothing is declared that has to answer ${name}`];
}
