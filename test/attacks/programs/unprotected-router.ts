import type { ProgramAttack } from "../attack.ts";

export const attack: ProgramAttack = {
    what: "takes the protection off production's site router",
    policy: "protected-production",
    places: ["gist-router-router.protect"],
    altered: { "gist-router-router": { opts: { protect: false } } },
};
