import * as openstack from "@pulumi/openstack";
import type { ProgramAttack, TowerScene } from "../attack.ts";

export const attack: ProgramAttack<TowerScene> = {
    what: "gives a site's user another site's role, too",
    policy: "own-grants",
    places: ["second-role"],
    make({ bad, own, other, opts }) {
        const grant = { userId: own.user.id, projectId: own.project.id, roleId: (bad ? other : own).role.id };
        new openstack.identity.RoleAssignment("second-role", grant, opts);
    },
};
