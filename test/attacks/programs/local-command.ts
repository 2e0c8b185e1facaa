import * as command from "@pulumi/command";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "runs ssh to another site on the operator's own computer",
    policy: "own-k-box",
    places: ["local-command"],
    make({ bad, own, other, kBoxKey }) {
        const { address: host, user, hostKey } = own.kBox;
        const connection = { host, user, hostKey, privateKey: kBoxKey };
        if (bad) new command.local.Command("local-command", { create: `ssh root@${other.kBox.address} id` });
        else new command.remote.Command("local-command", { connection, create: "id" });
    },
};
