import { describe, expect, test } from "vitest";
import { types } from "../../policy/openstack-types.ts";
import { ownGrants } from "../../policy/own-grants.ts";
import { type EngineResource, unknown, violations } from "./engine.ts";
import { siteResources, towerResources, withInputs } from "./stacks.ts";

const stack = "lab-tower";
const grant = (inputs: EngineResource["inputs"], sources: EngineResource["sources"] = {}): EngineResource => ({
    ...{ type: types.roleAssignment, name: "grant", inputs, sources },
});
const check = async (...more: readonly EngineResource[]) =>
    violations([ownGrants], [...(await towerResources()), ...more], { stack });
/** A grant of what three resources of the stack are. */
const made = (role: string, user: string, project: string) =>
    grant(
        { roleId: unknown, userId: unknown, projectId: unknown },
        { roleId: [`tower-${role}-role`], userId: [`tower-${user}-user`], projectId: [`tower-${project}-project`] },
    );

describe("own-grants", () => {
    test("lets the tower's own stack pass, and a site's", async () => {
        expect(await check()).toEqual([]);
        expect(await check(made("gist", "gist", "gist"))).toEqual([]);
        expect(await violations([ownGrants], await siteResources())).toEqual([]);
    });

    test.each([
        ["another site's role", ["korea", "gist", "gist"]],
        ["its role for another site's user", ["gist", "korea", "gist"]],
        ["its role in another site's project", ["gist", "gist", "korea"]],
    ] as const)("refuses %s", async (_what, [role, user, project]) =>
        expect(await check(made(role, user, project))).toEqual([
            `grant: it gives k-one-${role} to k-one-${user} in k-one-${project}. Allowed: a site's own role or the member ` +
                "role, for its own user in its own project. Take role, user and project of one site, as the component Tower does.",
        ]),
    );

    test("refuses a role, a user and a project of which only the id is known", async () => {
        const own = made("gist", "gist", "gist");
        for (const input of ["roleId", "userId", "projectId"]) {
            const { [input]: _, ...sources } = own.sources ?? {};
            expect(await check({ ...own, sources })).toHaveLength(1);
            expect((await check({ ...own, inputs: { ...own.inputs, [input]: "0b5e" } })).join()).toContain(
                "doesn't make",
            );
        }
    });

    test("refuses a role in a domain, and one for a group", async () => {
        const { inputs, sources } = made("gist", "gist", "gist");
        const domain = await check(grant({ ...inputs, domainId: "default" }, sources ?? {}));
        expect(domain.join()).toContain("grant.domainId: it grants a role in a whole domain.");
        const group = await check(grant({ ...inputs, groupId: unknown }, sources ?? {}));
        expect(group.join()).toContain("grant.groupId: it grants a role to a whole group.");
    });

    test.each([
        "applicationCredential:ApplicationCredential",
        "inheritRoleAssignment:InheritRoleAssignment",
        "endpointV3:EndpointV3",
    ])("refuses %s", async (type) => {
        const found = await check({ type: `openstack:identity/${type}`, name: "more", inputs: {} });
        expect(found.join()).toMatch(/^more: openstack:identity\/.* isn't needed to admit a site/);
    });

    test("refuses a project that is a domain, and a home in another site's project", async () => {
        const resources = await towerResources();
        const domain = withInputs(resources, "tower-gist-project", { isDomain: true });
        expect((await violations([ownGrants], domain, { stack })).join()).toContain("tower-gist-project.isDomain: ");
        const moved = resources.map((one) =>
            one.name === "tower-gist-user" ? { ...one, sources: { defaultProjectId: ["tower-korea-project"] } } : one,
        );
        expect((await violations([ownGrants], moved, { stack })).join()).toContain("its project is k-one-korea.");
    });
});
