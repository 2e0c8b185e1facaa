import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "gives net3 a gateway",
    policy: "own-routers",
    places: ["gist-net3-subnet.noGateway"],
    altered: { "gist-net3-subnet": { inputs: { noGateway: undefined, gatewayIp: "10.30.0.1" } } },
};
