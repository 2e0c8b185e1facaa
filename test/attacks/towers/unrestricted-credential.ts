import * as openstack from "@pulumi/openstack";
import type { ProgramAttack, TowerScene } from "../attack.ts";

export const attack: ProgramAttack<TowerScene> = {
    what: "makes a credential that makes further ones, with all rights of the tower's own user",
    policy: "own-grants",
    places: ["unrestricted-credential"],
    make({ bad, own, opts }) {
        const grant = { userId: own.user.id, projectId: own.project.id, roleId: own.role.id };
        if (bad) new openstack.identity.ApplicationCredential("unrestricted-credential", { unrestricted: true }, opts);
        else new openstack.identity.RoleAssignment("unrestricted-credential", grant, opts);
    },
};
