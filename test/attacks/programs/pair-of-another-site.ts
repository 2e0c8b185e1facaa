import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "lets a port on net3 speak in the name of another site's guest",
    policy: "address-pairs",
    places: ["pair-of-another-site.allowedAddressPairs[0].ipAddress"],
    make({ bad, site, own, other, opts }) {
        const networkId = site.sharedNetworks[0]?.subnet.networkId ?? "";
        const ipAddress = (bad ? other : own).guest?.tenant ?? "";
        const args = { networkId, allowedAddressPairs: [{ ipAddress }] };
        new openstack.networking.Port("pair-of-another-site", args, opts);
    },
};
