import type { ProgramAttack, TowerScene } from "../attack.ts";

export const attack: ProgramAttack<TowerScene> = {
    what: "makes one project of a whole domain, for all that is below it",
    policy: "own-grants",
    places: ["tower-korea-project.isDomain"],
    altered: { "tower-korea-project": { inputs: { isDomain: true } } },
};
