import * as openstack from "@pulumi/openstack";
import type { ProgramAttack, TowerScene } from "../attack.ts";

export const attack: ProgramAttack<TowerScene> = {
    what: "gives a site's user its role in the whole domain",
    policy: "own-grants",
    places: ["domain-grant.domainId"],
    make({ bad, own, opts }) {
        const scope = bad ? { domainId: "default" } : { projectId: own.project.id };
        new openstack.identity.RoleAssignment(
            "domain-grant",
            { userId: own.user.id, roleId: own.role.id, ...scope },
            opts,
        );
    },
};
