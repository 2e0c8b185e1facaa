import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

const ssh = { fromPort: 22, toPort: 22, ipProtocol: "tcp" };

export const attack: ProgramAttack = {
    what: "opens SSH to everybody in a security group of Nova's",
    policy: "open-ingress",
    places: ["open-nova-group.rules"],
    make({ bad, opts }) {
        new openstack.compute.SecGroup(
            "open-nova-group",
            { description: "logins", rules: bad ? [{ ...ssh, cidr: "0.0.0.0/0" }] : [] },
            opts,
        );
    },
};
