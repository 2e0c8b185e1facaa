import * as openstack from "@pulumi/openstack";
import type { ProgramAttack, TowerScene } from "../attack.ts";

export const attack: ProgramAttack<TowerScene> = {
    what: "lets another site's user into a site's project",
    policy: "own-grants",
    places: ["shared-project"],
    make({ bad, own, other, opts }) {
        const grant = { userId: (bad ? other : own).user.id, projectId: own.project.id, roleId: own.role.id };
        new openstack.identity.RoleAssignment("shared-project", grant, opts);
    },
};
