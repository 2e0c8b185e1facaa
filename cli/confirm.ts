import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { UserError } from "../plan/user-error.ts";

/** Where a question is asked. */
export interface Terminal {
    readonly input: Readable & { readonly isTTY?: boolean };
    readonly output: Writable;
}

/**
 * Asks a yes-or-no question; anything but yes is no.
 * @throws UserError where nobody can answer.
 */
export async function confirm(
    question: string,
    { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<boolean> {
    if (input.isTTY !== true) {
        throw new UserError(
            `${question}\nNobody is at the terminal to answer. Nothing was changed; --yes answers yes.`,
        );
    }
    const lines = createInterface({ input, output });
    try {
        return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
    } finally {
        lines.close();
    }
}
