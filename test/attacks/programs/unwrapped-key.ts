import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "unwraps the K-Box's private key and sends it as a command's input",
    policy: "hidden-secrets",
    places: ["unwrapped-key.stdin"],
    make({ bad, own, kBoxKey }) {
        const { address: host, user, hostKey } = own.kBox;
        const connection = { host, user, hostKey, privateKey: kBoxKey };
        const stdin = bad ? pulumi.unsecret(kBoxKey) : kBoxKey;
        new command.remote.Command("unwrapped-key", { connection, stdin, create: "cat >/dev/null" });
    },
};
