import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "opens SSH to two halves of the Internet",
    policy: "open-ingress",
    places: ["open-halves-low.remoteIpPrefix", "open-halves-high.remoteIpPrefix"],
    make({ bad, opts }) {
        const group = new openstack.networking.SecGroup("open-halves-group", {}, opts);
        const halves = bad
            ? { low: "0.0.0.0/1", high: "128.0.0.0/1" }
            : { low: "198.51.100.0/25", high: "198.51.100.128/25" };
        for (const [name, remoteIpPrefix] of Object.entries(halves)) {
            new openstack.networking.SecGroupRule(
                `open-halves-${name}`,
                {
                    direction: "ingress",
                    ethertype: "IPv4",
                    protocol: "tcp",
                    portRangeMin: 22,
                    portRangeMax: 22,
                    remoteIpPrefix,
                    securityGroupId: group.id,
                },
                opts,
            );
        }
    },
};
