import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "joins its router to another site's by a VPN",
    policy: "own-routers",
    places: ["vpn-to-another-site"],
    make({ bad, site, opts }) {
        const routerId = site.router.router.id;
        if (bad) new openstack.vpnaas.Service("vpn-to-another-site", { routerId }, opts);
        else new openstack.compute.ServerGroup("vpn-to-another-site", { policies: ["anti-affinity"] }, opts);
    },
};
