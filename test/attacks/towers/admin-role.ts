import * as openstack from "@pulumi/openstack";
import type { ProgramAttack, TowerScene } from "../attack.ts";

export const attack: ProgramAttack<TowerScene> = {
    what: "gives a site's user the role admin, of which only the id is known",
    policy: "own-grants",
    places: ["admin-role"],
    make({ bad, own, opts }) {
        const grant = {
            userId: own.user.id,
            projectId: own.project.id,
            roleId: bad ? "5f0f6d0c8f104d7e9d0a3b1f6c1e9f3a" : own.role.id,
        };
        new openstack.identity.RoleAssignment("admin-role", grant, opts);
    },
};
