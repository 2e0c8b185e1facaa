import type { ProgramAttack } from "../attack.ts";
import { makeControlVm } from "../control-vm.ts";

export const attack: ProgramAttack = {
    what: "lets the control VM out to another site's K-Cluster",
    policy: "control-vm",
    places: ["control-vm-out-out.remoteIpPrefix"],
    make(scene) {
        makeControlVm("control-vm-out", scene, { out: scene.bad ? "172.16.2.0/24" : "172.16.1.0/24" });
    },
};
