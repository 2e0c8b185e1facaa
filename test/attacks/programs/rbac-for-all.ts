import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "shares the tenant network with every project by an RBAC policy",
    policy: "private-networks",
    places: ["rbac-for-all.targetTenant"],
    make({ bad, site, opts }) {
        new openstack.networking.RbacPolicyV2(
            "rbac-for-all",
            {
                action: "access_as_shared",
                objectType: "network",
                objectId: site.tenant.network.id,
                targetTenant: bad ? "*" : "1f6d1f1f0c0b4a0f8a1c6d0e6d2b7c11",
            },
            opts,
        );
    },
};
