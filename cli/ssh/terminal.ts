import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Login, pinHostKeys, remoteCommand, sshArguments } from "../../ssh/login.ts";
import { runInside } from "../inside-lab.ts";

/** Where somebody sits who can answer: the key's own passphrase is asked for there, and nothing else. */
const questions = ["BatchMode=no", "PasswordAuthentication=no", "KbdInteractiveAuthentication=no"];

/**
 * Logs in on this terminal, or runs a command there.
 * @param words Command: one word is a line for the other side's shell; none opens a login shell.
 * @returns The command's exit code; 255 when there was no connection.
 */
export async function openTerminal(login: Login, words: readonly string[]): Promise<number> {
    const folder = await mkdtemp(join(tmpdir(), "k1s-"));
    try {
        const files = { ...(await pinHostKeys(folder, "ssh", login)), control: "none" };
        const options = sshArguments(login, files, process.stdin.isTTY ? questions : []);
        return await runInside(["ssh", ...options, ...remoteCommand(words)], {});
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
