import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "logs in at its K-Box with a password from the program's text",
    policy: "own-k-box",
    places: ["inline-password.connection.password"],
    make({ bad, own, kBoxKey }) {
        const { address: host, user, hostKey } = own.kBox;
        const login = bad ? { password: pulumi.secret("letmein") } : { privateKey: kBoxKey };
        new command.remote.Command("inline-password", { connection: { host, user, hostKey, ...login }, create: "id" });
    },
};
