import * as openstack from "@pulumi/openstack";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "opens SSH to many blocks, each of which may pass alone",
    policy: "open-ingress",
    places: ["open-many-blocks"],
    make({ bad, opts }) {
        const group = new openstack.networking.SecGroup("open-many-blocks", {}, opts);
        for (const first of [20, 21, 22, 23, 24, 25]) {
            const ssh = {
                direction: "ingress",
                ethertype: "IPv4",
                protocol: "tcp",
                portRangeMin: 22,
                portRangeMax: 22,
            };
            const remoteIpPrefix = `${first}.0.0.0/${bad ? 8 : 16}`;
            const args = { ...ssh, remoteIpPrefix, securityGroupId: group.id };
            new openstack.networking.SecGroupRule(`open-many-blocks-${first}`, args, opts);
        }
    },
};
