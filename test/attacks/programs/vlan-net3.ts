import type { ProgramAttack } from "../attack.ts";

const valueSpecs = {
    "provider:network_type": "vlan",
    "provider:physical_network": "net3",
    "provider:segmentation_id": "7",
};

export const attack: ProgramAttack = {
    what: "makes net3 a VLAN, which the switches between the sites would have to carry",
    policy: "planned-tunnels",
    places: ["gist-net3-network.valueSpecs.provider:network_type"],
    altered: { "gist-net3-network": { inputs: { valueSpecs } } },
};
