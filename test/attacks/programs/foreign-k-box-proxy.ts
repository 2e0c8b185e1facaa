import * as command from "@pulumi/command";
import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "goes to its own box, over another site's K-Box",
    policy: "own-k-box",
    places: ["foreign-k-box-proxy.connection.proxy.host"],
    make({ bad, own, other, kBoxKey }) {
        const [box] = own.boxes;
        if (box === undefined) throw new Error(`${own.site} has no box`);
        const { address, user, hostKey } = bad ? other.kBox : own.kBox;
        const proxy = { host: address, user, hostKey, privateKey: kBoxKey };
        const connection = { host: box.address, hostKey: box.hostKey, user: "root", privateKey: kBoxKey, proxy };
        new command.remote.Command("foreign-k-box-proxy", { connection, create: "hostname" });
    },
};
