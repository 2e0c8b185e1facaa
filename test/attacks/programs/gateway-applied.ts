import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "makes a written-down id look as if it came from the site's own network",
    policy: "own-routers",
    places: ["gateway-applied.externalNetworkId"],
    make({ bad, site, own, opts }) {
        const { network, subnet } = site.external;
        const externalNetworkId = bad
            ? network.name.apply(() => "6c1e9f3a-7f0c-4d7e-9d0a-3b1f6d0c8f10")
            : subnet.networkId;
        const args = { name: own.router, externalNetworkId };
        new openstack.networking.Router("gateway-applied", args, { ...opts, protect: true });
    },
};
