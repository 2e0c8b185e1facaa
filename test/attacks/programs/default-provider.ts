import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "switches the default provider on again and uses it",
    policy: "own-provider-and-region",
    places: ["default-provider-group"],
    make({ bad, opts }) {
        new openstack.networking.SecGroup("default-provider-group", {}, bad ? {} : opts);
    },
};
