import * as openstack from "@pulumi/openstack";
import type { ProgramAttack, TowerScene } from "../attack.ts";

export const attack: ProgramAttack<TowerScene> = {
    what: "makes a written-down user look as if it came from the stack",
    policy: "own-grants",
    places: ["looked-like-own"],
    make({ bad, own, opts }) {
        const grant = {
            userId: bad ? own.user.name.apply(() => "3f7a6d0c8f104d7e9d0a3b1f6c1e9f3a") : own.user.id,
            projectId: own.project.id,
            roleId: own.role.id,
        };
        new openstack.identity.RoleAssignment("looked-like-own", grant, opts);
    },
};
