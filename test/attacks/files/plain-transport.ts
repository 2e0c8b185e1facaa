import type { FileAttack } from "../attack.ts";

export const attack: FileAttack = {
    what: "lets the written acceptance of plaintext on public transport run out",
    owner: "tower",
    text: 'until: "2027-11-30"',
    by: 'until: "2026-01-31"',
    path: "tower.acceptPlaintext.until",
    says: "2026-01-31",
};
