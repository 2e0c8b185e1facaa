import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "makes a trunk of VLANs on the tenant network",
    policy: "planned-tunnels",
    places: ["vlan-trunk"],
    make({ bad, site, opts }) {
        const { networkId } = site.tenant.subnet;
        const port = new openstack.networking.Port(bad ? "vlan-trunk-port" : "vlan-trunk", { networkId }, opts);
        if (bad) new openstack.networking.Trunk("vlan-trunk", { portId: port.id, adminStateUp: true }, opts);
    },
};
