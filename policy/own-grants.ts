import { type Finding, shown, type Violation } from "./finding.ts";
import { isMemberRole } from "./member-role.ts";
import { types } from "./openstack-types.ts";
import type { Resource, StackResource } from "./resource.ts";
import type { Check, SitePolicy } from "./site-policy.ts";

/** All of Keystone that the tower makes for its sites. */
const made: readonly string[] = [types.project, types.user, types.role, types.roleAssignment];

/** In Keystone, which all sites share, each site's user has its own role in its own project, and nothing else. */
export const ownGrants: SitePolicy = {
    name: "own-grants",
    description:
        "A role holds in every region of the one Keystone. A region lets the role of its own site do more than others, so " +
        "whoever has two sites' roles, a role in another site's project or one of a whole domain has more than one site in " +
        "their hands.",
    severity: "critical",
    remedy: "Give each site's user that site's own role and the member role, in that site's own project.",
    *checkResource(resource, { stack }) {
        if (stack.site !== null || !resource.type.startsWith("openstack:identity/")) return;
        if (!made.includes(resource.type)) yield* refuseKind(resource);
        if (resource.type === types.project) yield* judgeProject(resource);
        if (resource.type === types.roleAssignment) yield* judgeScope(resource);
    },
    *checkStack(resources, { stack }: Check) {
        if (stack.site !== null) return;
        for (const resource of resources) {
            if (resource.type === types.roleAssignment) {
                yield* judgeGrant(resource, isMemberRole(resource, stack, resources));
            }
            if (resource.type === types.user) yield* judgeHome(resource);
        }
    },
};

/** Groups, inherited roles and application credentials reach further than it can be seen here; the rest is the bootstrap's. */
function* refuseKind(resource: Resource): Iterable<Violation> {
    yield {
        resource,
        found: `${resource.type} isn't needed to admit a site`,
        allowed: "projects, users, roles and role assignments",
        fix: "Take it away; regions, services and endpoints are made with the region itself.",
    };
}

function* judgeProject(resource: Resource): Iterable<Violation> {
    for (const [input, allowed] of [["isDomain", false] as const, ["parentId", undefined] as const]) {
        const value = resource.get(input);
        if (value === undefined || value === allowed) continue;
        yield {
            ...{ resource, at: input, allowed: "a plain project" },
            found: `it stands above or below other projects (${shown(value)})`,
            fix: "Leave it away: roles of one project would reach into another.",
        };
    }
}

function* judgeScope(resource: Resource): Iterable<Violation> {
    for (const input of ["domainId", "groupId"]) {
        const value = resource.get(input) || undefined;
        if (value === undefined) continue;
        yield {
            ...{ resource, at: input, allowed: "one user in one project" },
            found: input === "domainId" ? "it grants a role in a whole domain" : "it grants a role to a whole group",
            fix: "Name the site's own user and project by userId and projectId.",
        };
    }
}

/** The role, the user and the project of one site have one name, which is planned. */
function* judgeGrant(resource: StackResource, isMember: boolean): Iterable<Finding> {
    const [user, project, role] = ["userId", "projectId", "roleId"].map((input) => nameBehind(resource, input));
    if (user !== null && user === project && (isMember || role === user)) return;
    yield {
        ...{ resource, allowed: "a site's own role or the member role, for its own user in its own project" },
        found:
            `it gives ${isMember ? "the member role" : (role ?? "a role that this stack doesn't make")} ` +
            `to ${user ?? "a user that this stack doesn't make"} in ${project ?? "a project that this stack doesn't make"}`,
        fix: "Take role, user and project of one site, as the component Tower does.",
    };
}

/** A user's token is for its default project when none is asked for. */
function* judgeHome(user: StackResource): Iterable<Finding> {
    if (user.get("defaultProjectId") === undefined) return;
    const project = nameBehind(user, "defaultProjectId");
    if (project !== null && project === user.get("name")) return;
    yield {
        ...{ resource: user, at: "defaultProjectId", allowed: "the project of the same name" },
        found: `its project is ${project ?? "one that this stack doesn't make"}`,
        fix: "Give each site a project of its own.",
    };
}

/** Name of the one thing that an input leads to; `null` for none, for several and for what is only looked up. */
function nameBehind(resource: StackResource, input: string): string | null {
    const [only, ...others] = resource.sources(input).filter(({ read }) => !read);
    const name = only?.get("name");
    return others.length === 0 && typeof name === "string" ? name : null;
}
