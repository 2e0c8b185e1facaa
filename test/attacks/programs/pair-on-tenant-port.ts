import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "gives a port of the tenant network address pairs",
    policy: "address-pairs",
    places: ["gist-guest-port.allowedAddressPairs"],
    altered: { "gist-guest-port": { inputs: { allowedAddressPairs: [{ ipAddress: "10.1.0.77" }] } } },
};
