import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "hides the K-Box's private key in base64",
    policy: "hidden-secrets",
    places: ["encoded-key.stdin"],
    make({ bad, own, kBoxKey }) {
        const { address: host, user, hostKey } = own.kBox;
        const connection = { host, user, hostKey, privateKey: kBoxKey };
        const encoded = kBoxKey.apply((key) => Buffer.from(`key: ${key}`).toString("base64"));
        const stdin = bad ? pulumi.unsecret(encoded) : encoded;
        new command.remote.Command("encoded-key", { connection, stdin, create: "base64 -d >/dev/null" });
    },
};
