import { createInterface } from "node:readline/promises";
import { UserError } from "../../plan/user-error.ts";
import { confirm, type Terminal } from "../confirm.ts";
import type { Answerer } from "./answers.ts";
import type { SiteField } from "./fields.ts";
import { fingerprint, scanHostKey } from "./host-key.ts";

/** Somebody at a terminal. A host key is fetched for them, and taken only when they say that it is the K-Box's. */
export function atTerminal(terminal: Terminal, scan: typeof scanHostKey = scanHostKey): Answerer {
    return {
        ask: async (field, usual, { kBox }) =>
            (field.key === "hostKey" ? await offerHostKey(kBox ?? "", terminal, scan) : null) ??
            question(terminal, field, usual),
    };
}

async function question(terminal: Terminal, { what }: SiteField, usual: string | null): Promise<string> {
    const lines = createInterface({ input: terminal.input, output: terminal.output });
    try {
        for (;;) {
            const answer = (await lines.question(`${what}${usual ? ` [${usual}]` : ""}: `)).trim();
            if (answer !== "" || usual !== null) return answer;
        }
    } finally {
        lines.close();
    }
}

async function offerHostKey(address: string, terminal: Terminal, scan: typeof scanHostKey): Promise<string | null> {
    const found = await scan(address);
    if (found === null) return null;
    const text =
        `${address} shows the host key ${fingerprint(found)}. Compare it with what ` +
        "`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` prints on the K-Box's console. Is it the same?";
    if (await confirm(text, terminal)) return found;
    throw new UserError(`${address}: its host key isn't the K-Box's, or nobody knows; nothing was written.`);
}
