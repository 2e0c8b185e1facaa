import * as command from "@pulumi/command";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "believes any machine that answers at its K-Box's address",
    policy: "own-k-box",
    alone: true,
    places: ["no-host-key.connection.hostKey"],
    make({ bad, own, kBoxKey }) {
        const { address: host, user, hostKey } = own.kBox;
        const connection = { host, user, privateKey: kBoxKey, ...(bad ? {} : { hostKey }) };
        new command.remote.Command("no-host-key", { connection, create: "hostname" });
    },
};
