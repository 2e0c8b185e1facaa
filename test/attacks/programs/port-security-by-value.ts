import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "turns the filter of all the tenant network's ports off by a value that the provider hands on unread",
    policy: "address-pairs",
    places: ["gist-tenant-network.valueSpecs.port_security_enabled"],
    altered: { "gist-tenant-network": { inputs: { valueSpecs: { port_security_enabled: "False" } } } },
};
