import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { UserError } from "../../plan/user-error.ts";
import { refuseMissing } from "../verify/shell.ts";

/** An SSH agent of our own, which holds one key. */
export interface KeyAgent {
    readonly socket: string;
    /** Ends it. It also ends by itself when this process does, however that is. */
    close(): Promise<void>;
}

/**
 * Holds a private SSH key in an agent's memory, so that `ssh` can use it and it never lies on a disk.
 * @throws UserError when it is no private key, or has a passphrase. The message doesn't hold the key.
 */
export async function holdKey(key: string): Promise<KeyAgent> {
    const folder = await mkdtemp(join(tmpdir(), "k1a-"));
    const socket = join(folder, "agent");
    // The agent lives as long as what it runs, and that as long as our end of its standard input.
    const child = execa("ssh-agent", ["-a", socket, "sh", "-c", 'cat; kill "$SSH_AGENT_PID"'], {
        reject: false,
        stderr: "ignore",
    });
    const close = async () => {
        child.stdin.end();
        await child;
        await rm(folder, { recursive: true, force: true });
    };
    try {
        child.stdin.write("ready\n");
        await Promise.race([once(child.stdout, "data"), child.then(({ code }) => refuseMissing("ssh", code))]);
        await addKey(socket, key);
    } catch (error) {
        await close();
        throw error;
    }
    return { socket, close };
}

async function addKey(socket: string, key: string): Promise<void> {
    const input = key.endsWith("\n") ? key : `${key}\n`;
    const env = { SSH_AUTH_SOCK: socket, SSH_ASKPASS_REQUIRE: "never" };
    const { failed } = await execa("ssh-add", ["-q", "-"], { input, env, reject: false, detached: true });
    if (failed) {
        throw new UserError(
            "k-one:kBoxKey isn't a private SSH key that can be used. It must be one without a passphrase, as `ssh-keygen` writes it.",
        );
    }
}
