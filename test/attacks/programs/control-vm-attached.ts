import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";
import { makeControlVm } from "../control-vm.ts";

export const attack: ProgramAttack = {
    what: "puts the control VM on net3 after it was made",
    policy: "control-vm",
    places: ["control-vm-attached.instanceId"],
    make(scene) {
        const { bad, site, opts } = scene;
        const control = makeControlVm("control-vm-attached-vm", scene, { out: "172.16.1.0/24" });
        const { instance } = bad || site.guest === null ? control : site.guest;
        const { networkId } = (site.sharedNetworks[0] ?? site.tenant).subnet;
        const args = { instanceId: instance.id, networkId };
        new openstack.compute.InterfaceAttach("control-vm-attached", args, opts);
    },
};
