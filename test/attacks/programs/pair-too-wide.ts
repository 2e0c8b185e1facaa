import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "lets a port on net3 speak in the name of all guests of its site",
    policy: "address-pairs",
    places: ["pair-too-wide.allowedAddressPairs"],
    make({ bad, site, own, opts }) {
        const networkId = site.sharedNetworks[0]?.subnet.networkId ?? "";
        const ipAddress = bad ? own.tenant.cidr : (own.guest?.tenant ?? "");
        const args = { networkId, allowedAddressPairs: [{ ipAddress }] };
        new openstack.networking.Port("pair-too-wide", args, opts);
    },
};
