import * as command from "@pulumi/command";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "gives a command to another site's K-Box",
    policy: "own-k-box",
    places: ["foreign-k-box.connection.host"],
    make({ bad, own, other, kBoxKey }) {
        const { address: host, user, hostKey } = bad ? other.kBox : own.kBox;
        const connection = { host, user, hostKey, privateKey: kBoxKey };
        new command.remote.Command("foreign-k-box", { connection, create: "hostname" });
    },
};
