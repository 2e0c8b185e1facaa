import {
    type DynamicKind,
    dynamicKinds,
    dynamicProgram,
    dynamicType,
} from "../components/tricircle/dynamic-program.ts";
import type { Resource } from "./resource.ts";
import type { Stack } from "./stack.ts";

/**
 * Whether a resource is one of Tricircle's that Pulumi has no provider for: its program is ours to the letter, and it goes
 * with the stack's own credential to where the plan says. Whatever else a dynamic resource does, nobody can tell.
 */
export function isOurDynamic(resource: Resource, stack: Stack): boolean {
    const kind = dynamicKinds.find((one) => dynamicType(one) === resource.type);
    if (kind === undefined || stack.plan.tower.central === null) return false;
    const { tower } = stack.plan;
    return (
        resource.program === dynamicProgram(kind) &&
        resource.get("cloud") === stack.place.cloud &&
        resource.get("central") === tower.region &&
        planned[kind](resource, stack)
    );
}

/** What of each kind is planned. */
const planned: Readonly<Record<DynamicKind, (resource: Resource, stack: Stack) => boolean>> = {
    Pod: (resource, { site, plan }) =>
        site === null &&
        (plan.tower.central?.pods ?? []).some(
            ({ region, availabilityZone }) =>
                resource.get("region") === region && resource.get("availabilityZone") === availabilityZone,
        ),
    PulledNetwork: (resource, { site }) => {
        if (site === null || resource.get("region") !== site.region) return false;
        const own = { name: site.tenant.network, cidr: site.tenant.cidr, vni: 0 };
        return [own, ...site.sharedNetworks].some(
            ({ name, cidr, vni }) =>
                resource.get("name") === name && resource.get("cidr") === cidr && resource.get("vni") === vni,
        );
    },
};
