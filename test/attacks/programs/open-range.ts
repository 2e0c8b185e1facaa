import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "hides SSH in the ports 1 to 65535",
    policy: "open-ingress",
    places: ["open-range.remoteIpPrefix"],
    make({ bad, opts }) {
        const group = new openstack.networking.SecGroup("open-range-group", {}, opts);
        new openstack.networking.SecGroupRule(
            "open-range",
            {
                direction: "ingress",
                ethertype: "IPv4",
                protocol: "tcp",
                portRangeMin: bad ? 1 : 8000,
                portRangeMax: bad ? 65535 : 8443,
                remoteIpPrefix: "0.0.0.0/0",
                securityGroupId: group.id,
            },
            opts,
        );
    },
};
