import type { Finding } from "./finding.ts";
import { isShared } from "./network-behind.ts";
import { types } from "./openstack-types.ts";
import { notKnown, type Resource } from "./resource.ts";
import type { SitePolicy } from "./site-policy.ts";
import type { Stack } from "./stack.ts";

/** What a whole site hangs on can't be deleted by mistake where others depend on it. */
export const protectedProduction: SitePolicy = {
    name: "protected-production",
    description:
        "Without its external network, router, shared network or pod a whole site is cut off. Where people depend on it, " +
        "deleting one of them takes a change of its own that somebody has reviewed.",
    severity: "high",
    remedy: "Set `protect` on it; a site's components do so where the tower's file says production: true.",
    *checkResource(resource, { stack }) {
        const { production } = stack.plan.tower;
        if (production && !resource.protect) yield* judge(resource, stack);
    },
};

function* judge(resource: Resource, stack: Stack): Iterable<Finding> {
    const what = vital(resource, stack);
    if (what === notKnown) yield { resource, unknown: "name" };
    else if (what !== null) {
        yield {
            ...{ resource, at: "protect" },
            found: `${what} of a production environment isn't protected`,
            allowed: "protect: true",
            fix: `Set protect on it, or production: false in stacks/Pulumi.${stack.plan.tower.stack}.yaml.`,
        };
    }
}

/** What a site can't be without, in words; `null` for all else. */
function vital(resource: Resource, { plan }: Stack): string | typeof notKnown | null {
    if (resource.type === types.router) return "a router";
    if (resource.type === types.pod) return "a pod";
    if (resource.type !== types.network) return null;
    if (isShared(resource, plan)) return "a shared network";
    if ((resource.get("external") ?? false) !== false) return "an external network";
    return resource.get("name") === notKnown ? notKnown : null;
}
