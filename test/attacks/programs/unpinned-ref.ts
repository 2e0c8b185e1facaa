import * as command from "@pulumi/command";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "runs what is on a branch today",
    policy: "pinned-sources",
    places: ["unpinned-ref.create"],
    make({ bad, own, kBoxKey }) {
        const { address: host, user, hostKey } = own.kBox;
        const connection = { host, user, hostKey, privateKey: kBoxKey };
        const create = `git clone -b ${bad ? "master" : "v1.2.0"} https://opendev.org/openstack/devstack /opt/devstack`;
        new command.remote.Command("unpinned-ref", { connection, create });
    },
};
