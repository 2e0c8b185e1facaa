import * as openstack from "@pulumi/openstack";
import type { ProgramAttack, TowerScene } from "../attack.ts";

export const attack: ProgramAttack<TowerScene> = {
    what: "makes a user that no site's file declares",
    policy: "planned-names-and-ranges",
    places: ["unplanned-user.name"],
    make({ bad, own, opts }) {
        const name = bad ? "k-one-everywhere" : "k-one-gist";
        new openstack.identity.User("unplanned-user", { name, defaultProjectId: own.project.id }, opts);
    },
};
