import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "joins the site router, which has a way out, to net3",
    policy: "own-routers",
    places: ["router-on-net3.subnetId"],
    make({ bad, site, opts }) {
        const [net3] = site.sharedNetworks;
        const subnet = bad && net3 !== undefined ? net3.subnet : site.tenant.subnet;
        const router = site.router.router.id;
        new openstack.networking.RouterInterface("router-on-net3", { routerId: router, subnetId: subnet.id }, opts);
    },
};
