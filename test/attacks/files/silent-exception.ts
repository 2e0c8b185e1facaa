import type { FileAttack } from "../attack.ts";

export const attack: FileAttack = {
    what: "excepts a resource from a policy without a reason",
    owner: "tower",
    text: "production: true",
    by: "production: true\n    exceptions: [{ policy: open-ingress, resource: open-ssh }]",
    path: "tower.exceptions[0].reason",
    says: "missing.",
};
