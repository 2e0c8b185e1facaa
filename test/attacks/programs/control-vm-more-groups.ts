import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";
import { makeControlVm } from "../control-vm.ts";

export const attack: ProgramAttack = {
    what: "gives the control VM's port a second security group, which lets everything out",
    policy: "control-vm",
    places: ["control-vm-more-groups.portId"],
    make(scene) {
        const { bad, site, opts } = scene;
        const { ports } = makeControlVm("control-vm-more-groups-vm", scene, { out: "172.16.1.0/24" });
        const group = new openstack.networking.SecGroup("control-vm-more-groups-group", {}, opts);
        const { networkId } = site.tenant.subnet;
        const other = new openstack.networking.Port("control-vm-more-groups-port", { networkId }, opts);
        const portId = (bad ? (ports[0] ?? other) : other).id;
        const args = { portId, securityGroupIds: [group.id] };
        new openstack.networking.PortSecGroupAssociate("control-vm-more-groups", args, opts);
    },
};
