import { isDeepStrictEqual } from "node:util";
import { type Finding, shown, type Violation } from "./finding.ts";
import { isShared } from "./network-behind.ts";
import { types } from "./openstack-types.ts";
import type { Resource } from "./resource.ts";
import type { SitePolicy } from "./site-policy.ts";
import type { Stack } from "./stack.ts";

/** Networks belong to their project and to their site's availability zone. */
export const privateNetworks: SitePolicy = {
    name: "private-networks",
    description:
        "In Neutron a shared network is everybody's: each project of the region could put machines on it. Sites share " +
        "net3 by its tunnels, not by that.",
    severity: "high",
    remedy: "Leave `shared` away and make no RBAC policy for all projects; give no zone but the site's own.",
    *checkResource(resource, { stack }) {
        if (resource.type.startsWith("openstack:networking/") && !isCentral(resource, stack))
            yield* judgeShared(resource);
        if (resource.type === types.rbacPolicy) yield* judgeRbac(resource);
        if (stack.plan.tower.central !== null) yield* judgeRegions(resource, stack);
        else if (resource.type === types.network && !isShared(resource, stack.plan)) yield* judgeZones(resource, stack);
    },
};

/** With Tricircle a shared network is one for all sites, and the tower's stack makes it. */
function isCentral(resource: Resource, { site, plan }: Stack): boolean {
    return site === null && plan.tower.central !== null && resource.type === types.network && isShared(resource, plan);
}

/** Central Neutron brings a network or router without hints to every region, and can't change them afterwards. */
function* judgeRegions(resource: Resource, stack: Stack): Iterable<Violation> {
    if (resource.type !== types.network && resource.type !== types.router) return;
    const hints = resource.get("availabilityZoneHints") ?? [];
    const allowed = isCentral(resource, stack) || stack.site === null ? [] : [stack.site.region];
    if (isDeepStrictEqual(hints, allowed)) return;
    yield {
        ...{ resource, at: "availabilityZoneHints", allowed: allowed.join(", ") || "none" },
        found: `it is for ${shown(hints)}`,
        fix: "A site's own is for its region alone; the tower's shared network has no hints, so that sites can join.",
    };
}

function* judgeShared(resource: Resource): Iterable<Finding> {
    for (const path of [["shared"], ["valueSpecs", "shared"]]) {
        const value = resource.get(...path) ?? false;
        if (value === false || value === "false") continue;
        yield {
            ...{ resource, at: path.join("."), allowed: "false" },
            found: `it is shared with every project (${shown(value)})`,
            fix: "Leave it away.",
        };
    }
}

function* judgeRbac(resource: Resource): Iterable<Violation> {
    const target = resource.get("targetTenant");
    if (typeof target === "string" && target !== "*") return;
    yield {
        ...{ resource, at: "targetTenant", allowed: "the id of one project" },
        found: `it opens ${shown(resource.get("objectType"))} to ${target === "*" ? "every project" : shown(target)}`,
        fix: "Name the one project that needs it, or make no RBAC policy.",
    };
}

function* judgeZones(resource: Resource, { site }: Stack): Iterable<Violation> {
    const hints = resource.get("availabilityZoneHints") ?? [];
    const own = site?.availabilityZone;
    if (Array.isArray(hints) && hints.every((hint) => hint === own)) return;
    yield {
        ...{ resource, at: "availabilityZoneHints", allowed: own ?? "none" },
        found: `it spans ${shown(hints)}`,
        fix: "Leave the hints away: only shared networks are at more than one site.",
    };
}
