import * as openstack from "@pulumi/openstack";
import type { ProgramAttack, TowerScene } from "../attack.ts";

export const attack: ProgramAttack<TowerScene> = {
    what: "gives a site's user its role in all projects below another site's",
    policy: "own-grants",
    places: ["inherited-role"],
    make({ bad, own, other, opts }) {
        const grant = { userId: own.user.id, roleId: own.role.id };
        if (bad)
            new openstack.identity.InheritRoleAssignment(
                "inherited-role",
                { ...grant, projectId: other.project.id },
                opts,
            );
        else new openstack.identity.RoleAssignment("inherited-role", { ...grant, projectId: own.project.id }, opts);
    },
};
