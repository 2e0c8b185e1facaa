import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "gives the guest a NIC on the management network after it was made",
    policy: "control-vm",
    places: ["nic-attached-to-management.networkId"],
    make({ bad, site, opts }) {
        const [management = site.tenant] = site.controlVm?.networks ?? [];
        const { networkId } = (bad ? management : site.tenant).subnet;
        const instanceId = site.guest?.instance.id ?? "";
        new openstack.compute.InterfaceAttach("nic-attached-to-management", { instanceId, networkId }, opts);
    },
};
