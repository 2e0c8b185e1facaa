import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "joins the site's router to the network on which the K-Cluster is managed",
    policy: "own-routers",
    places: ["router-on-management.subnetId"],
    make({ bad, site, opts }) {
        const [management = site.tenant] = site.controlVm?.networks ?? [];
        const { id: subnetId } = bad ? management.subnet : site.tenant.subnet;
        const joined = { routerId: site.router.router.id, subnetId };
        new openstack.networking.RouterInterface("router-on-management", joined, opts);
    },
};
