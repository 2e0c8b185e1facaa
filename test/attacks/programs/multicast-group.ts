import * as command from "@pulumi/command";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "makes a tunnel that floods a multicast group",
    policy: "planned-tunnels",
    places: ["multicast-group.create"],
    make({ bad, own, kBoxKey }) {
        const { address: host, user, hostKey } = own.kBox;
        const connection = { host, user, hostKey, privateKey: kBoxKey };
        const peers = bad ? "group 239.1.1.1 dev eth0" : "remote 203.0.113.12";
        const create = `ip link add vx9 type vxlan id 70003 dstport 4789 ${peers}`;
        new command.remote.Command("multicast-group", { connection, create });
    },
};
