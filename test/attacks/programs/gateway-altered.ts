import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "gives the site's own router a gateway on another network, behind its component's back",
    policy: "own-routers",
    places: ["gist-router-router.externalNetworkId"],
    altered: { "gist-router-router": { inputs: { externalNetworkId: "6c1e9f3a-7f0c-4d7e-9d0a-3b1f6d0c8f10" } } },
};
