import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "routes another site's tenant network over the site router",
    policy: "own-routers",
    places: ["route-to-another-site.destinationCidr"],
    make({ bad, site, own, other, opts }) {
        new openstack.networking.RouterRoute(
            "route-to-another-site",
            {
                routerId: site.router.router.id,
                destinationCidr: (bad ? other : own).tenant.cidr,
                nextHop: "10.1.0.10",
            },
            opts,
        );
    },
};
