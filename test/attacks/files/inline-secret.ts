import type { FileAttack } from "../attack.ts";

export const attack: FileAttack = {
    what: "writes a password into the site's own object",
    owner: "gist",
    text: "router: R1",
    by: "router: R1\n    adminPassword: letmein",
    path: "sites.gist.adminPassword",
    says: "unknown key.",
};
