import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "joins the site router to net3 by a port, whose subnet nobody names",
    policy: "own-routers",
    places: ["router-on-net3-port.portId"],
    make({ bad, site, opts }) {
        const [net3] = site.sharedNetworks;
        const { networkId } = bad && net3 !== undefined ? net3.subnet : site.tenant.subnet;
        const port = new openstack.networking.Port("router-on-net3-port-port", { networkId }, opts);
        const routerId = site.router.router.id;
        new openstack.networking.RouterInterface("router-on-net3-port", { routerId, portId: port.id }, opts);
    },
};
