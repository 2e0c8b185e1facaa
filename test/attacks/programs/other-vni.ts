import * as command from "@pulumi/command";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "makes a tunnel with another VNI than the planned one",
    policy: "planned-tunnels",
    places: ["other-vni.create"],
    make({ bad, own, kBoxKey }) {
        const { address: host, user, hostKey } = own.kBox;
        const connection = { host, user, hostKey, privateKey: kBoxKey };
        const create = `ip link add vx9 type vxlan id ${bad ? 4711 : 70003} dstport 4789 remote 203.0.113.12`;
        new command.remote.Command("other-vni", { connection, create });
    },
};
