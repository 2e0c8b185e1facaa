import type { FileAttack } from "../attack.ts";

export const attack: FileAttack = {
    what: "leaves its K-Box's host key out",
    owner: "gist",
    text: "      hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMZQnPD11+DXCg1L4CjH6zoSwGREqMy+g/XeSl6kzLdE\n",
    by: "",
    path: "sites.gist.kBox.hostKey",
    says: "missing.",
};
