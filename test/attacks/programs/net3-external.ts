import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "makes net3 an external network, which routers may have as their gateway",
    policy: "own-routers",
    places: ["gist-net3-network.external"],
    altered: { "gist-net3-network": { inputs: { external: true } } },
};
