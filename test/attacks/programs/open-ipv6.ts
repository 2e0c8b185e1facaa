import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "opens RDP to all of IPv6, by the protocol's number",
    policy: "open-ingress",
    places: ["open-ipv6.remoteIpPrefix"],
    make({ bad, opts }) {
        const group = new openstack.networking.SecGroup("open-ipv6-group", {}, opts);
        new openstack.networking.SecGroupRule(
            "open-ipv6",
            {
                direction: "ingress",
                ethertype: "IPv6",
                protocol: "6",
                portRangeMin: 3000,
                portRangeMax: 4000,
                remoteIpPrefix: bad ? "::/0" : "2001:db8::/32",
                securityGroupId: group.id,
            },
            opts,
        );
    },
};
