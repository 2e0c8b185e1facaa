import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "shares the external network by a value that the provider hands on unread",
    policy: "private-networks",
    places: ["gist-external-network.valueSpecs.shared"],
    altered: {
        "gist-external-network": {
            inputs: {
                valueSpecs: { "provider:network_type": "flat", "provider:physical_network": "ext", shared: "True" },
            },
        },
    },
};
