import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "gives a router a gateway on a network that is only an id",
    policy: "own-routers",
    places: ["gateway-by-id.externalNetworkId"],
    make({ bad, site, own, opts }) {
        const externalNetworkId = bad ? "6c1e9f3a-7f0c-4d7e-9d0a-3b1f6d0c8f10" : site.external.subnet.networkId;
        const args = { name: own.router, externalNetworkId };
        new openstack.networking.Router("gateway-by-id", args, { ...opts, protect: true });
    },
};
