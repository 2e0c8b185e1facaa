import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "hands a password over in a command's environment, in plain",
    policy: "hidden-secrets",
    places: ["plain-password.environment.ADMIN_PASSWORD"],
    make({ bad, own, kBoxKey }) {
        const { address: host, user, hostKey } = own.kBox;
        const connection = { host, user, hostKey, privateKey: kBoxKey };
        const environment = { ADMIN_PASSWORD: bad ? "correct horse battery" : pulumi.secret("correct horse battery") };
        new command.remote.Command("plain-password", { connection, environment, create: "id" });
    },
};
