import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "puts a guest on the management network by its name alone",
    policy: "control-vm",
    places: ["nic-by-name.networks"],
    make({ bad, own, opts }) {
        const name = bad ? "mgmt" : own.tenant.network;
        const args = { imageName: "ubuntu-24.04", flavorName: "m1.small", networks: [{ name }] };
        new openstack.compute.Instance("nic-by-name", args, opts);
    },
};
