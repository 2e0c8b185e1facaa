import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "lets the guest speak in everybody's name on net3, in two halves",
    policy: "address-pairs",
    places: [
        "gist-guest-port-net3.allowedAddressPairs[0].ipAddress",
        "gist-guest-port-net3.allowedAddressPairs[1].ipAddress",
    ],
    altered: {
        "gist-guest-port-net3": {
            inputs: { allowedAddressPairs: [{ ipAddress: "0.0.0.0/1" }, { ipAddress: "128.0.0.0/1" }] },
        },
    },
};
