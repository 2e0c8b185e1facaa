import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "asks its own provider for a security group in another site's region",
    policy: "own-provider-and-region",
    places: ["foreign-region-input.region"],
    make({ bad, own, other, opts }) {
        const region = bad ? other.region : own.region;
        new openstack.networking.SecGroup("foreign-region-input", { region }, opts);
    },
};
