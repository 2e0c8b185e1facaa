import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "turns the filter of the guest's port off",
    policy: "address-pairs",
    places: ["gist-guest-port.portSecurityEnabled"],
    altered: { "gist-guest-port": { inputs: { portSecurityEnabled: false } } },
};
