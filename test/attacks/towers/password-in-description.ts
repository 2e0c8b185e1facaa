import type { ProgramAttack, TowerScene } from "../attack.ts";

export const attack: ProgramAttack<TowerScene> = {
    what: "notes a site's password beside its user",
    policy: "hidden-secrets",
    places: ["tower-gist-user.description"],
    altered: { "tower-gist-user": { inputs: { description: "password: letmein" } } },
};
