import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "opens SSH to everybody",
    policy: "open-ingress",
    places: ["open-ssh.remoteIpPrefix"],
    make({ bad, opts }) {
        const group = new openstack.networking.SecGroup("open-ssh-group", {}, opts);
        new openstack.networking.SecGroupRule(
            "open-ssh",
            {
                direction: "ingress",
                ethertype: "IPv4",
                protocol: "tcp",
                portRangeMin: 22,
                portRangeMax: 22,
                remoteIpPrefix: bad ? "0.0.0.0/0" : "198.51.100.0/24",
                securityGroupId: group.id,
            },
            opts,
        );
    },
};
