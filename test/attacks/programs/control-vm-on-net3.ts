import type { ProgramAttack } from "../attack.ts";
import { makeControlVm } from "../control-vm.ts";

export const attack: ProgramAttack = {
    what: "puts the control VM on net3, where every site's guests are",
    policy: "control-vm",
    places: ["control-vm-on-net3.networks"],
    make(scene) {
        const [net3] = scene.site.sharedNetworks;
        const networks = scene.bad && net3 !== undefined ? [{ id: net3.subnet.networkId }] : [];
        makeControlVm("control-vm-on-net3", scene, { out: "172.16.1.0/24", networks });
    },
};
