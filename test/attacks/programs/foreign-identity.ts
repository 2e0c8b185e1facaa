import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "gives itself another site's role in Keystone, which all sites share",
    policy: "own-provider-and-region",
    places: ["foreign-identity"],
    make({ bad, opts }) {
        const grant = { projectId: "9d1c", userId: "3f7a", roleId: "77b2" };
        if (bad) new openstack.identity.RoleAssignment("foreign-identity", grant, opts);
        else new openstack.compute.ServerGroup("foreign-identity", { policies: ["anti-affinity"] }, opts);
    },
};
