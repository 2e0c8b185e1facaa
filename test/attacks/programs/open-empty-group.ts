import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "opens SSH to everybody behind a remote group without a name, which the provider leaves out",
    policy: "open-ingress",
    places: ["open-empty-group.remoteIpPrefix"],
    make({ bad, opts }) {
        const group = new openstack.networking.SecGroup("open-empty-group-group", {}, opts);
        new openstack.networking.SecGroupRule(
            "open-empty-group",
            {
                direction: "ingress",
                ethertype: "IPv4",
                protocol: "tcp",
                portRangeMin: 22,
                portRangeMax: 22,
                remoteGroupId: bad ? "" : group.id,
                securityGroupId: group.id,
            },
            opts,
        );
    },
};
