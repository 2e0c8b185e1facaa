import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ProgramAttack } from "../attack.ts";

class Elsewhere extends pulumi.dynamic.Resource {}

export const attack: ProgramAttack = {
    what: "hides its calls to another region in a dynamic resource",
    policy: "own-k-box",
    places: ["dynamic-resource"],
    make({ bad, own, kBoxKey }) {
        const { address: host, user, hostKey } = own.kBox;
        const connection = { host, user, hostKey, privateKey: kBoxKey };
        if (bad) new Elsewhere({ create: async () => ({ id: "1" }) }, "dynamic-resource", {});
        else new command.remote.Command("dynamic-resource", { connection, create: "id" });
    },
};
