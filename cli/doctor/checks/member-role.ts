import { CloudError } from "../../../cloud/cloud.ts";
import type { SharedTowerPlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";

interface Role {
    readonly id: string;
    readonly name: string;
}

/** The role that every site's user gets is there. The tower's file names it by id, so that a preview makes no call. */
export const memberRole: DoctorCheck<SharedTowerPlan> = {
    name: "member role",
    needs: ["authentication"],
    run: async ({ cloud, region, memberRole: id, stack }, hands) => {
        const opened = await hands.cloud(cloud);
        try {
            const { roles } = await opened.request<{ readonly roles: readonly Role[] }>("identity", region, "/roles");
            const member = roles.find(({ name }) => name === "member");
            // Where DevStack makes Keystone, it tells the role itself.
            const found = id === null ? member : roles.find((role) => role.id === id);
            if (found !== undefined) return ok(`${found.name} (${found.id})`);
            if (id === null) return wrong("Keystone has no role member: make one with `openstack role create member`.");
            return wrong(
                `identity.memberRole in stacks/Pulumi.${stack}.yaml: Keystone has no role ${id}. ${member === undefined ? "It has no role member either: make one with `openstack role create member`." : `Its role member is ${member.id}.`}`,
            );
        } catch (error) {
            if (!(error instanceof CloudError) || error.status !== 403) throw error;
            return wrong(
                `the user of clouds.${cloud} may not list Keystone's roles. The tower's stack makes users and roles: it needs the role admin.`,
            );
        }
    },
};
