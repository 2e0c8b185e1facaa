import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "takes an address of net3 that is in another site's share",
    policy: "planned-names-and-ranges",
    places: ["gist-guest-port-net3.fixedIps.0.ipAddress"],
    altered: { "gist-guest-port-net3": { inputs: { fixedIps: [{ subnetId: "5b1c7e0e", ipAddress: "10.30.0.36" }] } } },
};
