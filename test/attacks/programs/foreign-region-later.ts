import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "computes its provider's region from what nobody knows before `up`",
    policy: "own-provider-and-region",
    places: ["foreign-region-later.region"],
    make({ bad, site, own, other, opts: { parent } }) {
        const later = pulumi
            .all([site.tenant.network.id, site.region.keypair.id])
            .apply(([network]) => (network.length > 0 ? other.region : own.region));
        const region = bad ? later : own.region;
        new openstack.Provider("foreign-region-later", { cloud: own.cloud, region }, parent ? { parent } : {});
    },
};
