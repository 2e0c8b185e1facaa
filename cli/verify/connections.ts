import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import {
    explainSsh,
    type Login,
    pinHostKeys,
    proxyCommand,
    quote,
    type SshFiles,
    sshArguments,
    wasAnswered,
} from "../../ssh/login.ts";
import { limit } from "./limit.ts";
import { type RunOptions, refuseMissing, runCommand, type Shell, type ShellResult } from "./shell.ts";

/** Sessions at a time over one connection: OpenSSH's own limit is ten. */
const sessions = 4;
const loginSeconds = 15;

/** A login that failed. */
export class LoginError extends Error {
    /** Whether trying again could help; a wrong host key stays wrong. */
    readonly again: boolean;
    /** Whether anybody was there: a machine that is off is silent. */
    readonly answered: boolean;
    /** Whether it answered with another host key than the one pinned. */
    readonly hostKey: boolean;
    /** Whether its host key was right and it didn't take ours. */
    readonly refused: boolean;

    constructor(errors: string) {
        super(explainSsh(errors));
        this.hostKey = /host key verification failed/i.test(errors);
        this.refused = /permission denied/i.test(errors);
        this.again = !this.hostKey;
        this.answered = wasAnswered(errors);
    }
}

/** A shell over a connection of its own, which others can go through. */
export interface Connection extends Shell {
    readonly login: Login;
    readonly files: SshFiles;
}

/** SSH connections of one run; their sockets and host keys lie in a folder that goes with them. */
export class Connections {
    readonly #folder: string;
    readonly #signal: AbortSignal;
    readonly #masters = new Set<PromiseLike<unknown> & { kill(): boolean }>();
    #count = 0;

    private constructor(folder: string, signal: AbortSignal) {
        this.#folder = folder;
        this.#signal = signal;
    }

    /** Makes the folder; {@link close} must be called at the end. */
    static async create(signal: AbortSignal): Promise<Connections> {
        return new Connections(await mkdtemp(join(tmpdir(), "k1v-")), signal);
    }

    /**
     * Logs in once; what runs later shares the connection. The session that holds it ends with its standard input,
     * so that nothing stays behind even if this process is killed.
     * @param near Connection from whose end the host is reached.
     */
    async open(login: Login, near?: Connection): Promise<Connection> {
        const files = await this.#files(login);
        const proxy = near === undefined ? [] : [proxyCommand(near.login, near.files, login)];
        const args = sshArguments(login, files, ["ControlMaster=yes", ...proxy]);
        const master = execa("ssh", [...args, "echo ready; exec cat"], {
            reject: false,
            buffer: { stdout: false, stderr: true },
            cancelSignal: this.#signal,
            env: { LC_ALL: "C" },
        });
        this.#masters.add(master);
        const ready = once(master.stdout, "data", { signal: AbortSignal.timeout(loginSeconds * 1000) });
        const isOpen = await Promise.race([ready.then(() => true), master.then(() => false)]).catch(() => false);
        if (!isOpen) {
            master.kill();
            this.#masters.delete(master);
            const { stderr, code } = await master;
            refuseMissing("ssh", code);
            this.#signal.throwIfAborted();
            throw new LoginError(stderr || "timed out");
        }
        master.stdout.resume();
        return { login, files, run: this.#runner(login, files, ["ControlMaster=no"]) };
    }

    /** A shell at another host that is reached from where a connection ends. Each run logs in anew. */
    async through(connection: Connection, to: Login): Promise<Shell> {
        const files = await this.#files(to);
        const proxy = proxyCommand(connection.login, connection.files, to);
        return { run: this.#runner(to, files, ["ControlMaster=no", proxy]) };
    }

    /** Ends every connection and removes the folder. */
    async close(): Promise<void> {
        for (const master of this.#masters) master.kill();
        await Promise.allSettled([...this.#masters]);
        await rm(this.#folder, { recursive: true, force: true });
    }

    #files(login: Login): Promise<SshFiles> {
        this.#count += 1;
        return pinHostKeys(this.#folder, String(this.#count), login);
    }

    #runner(login: Login, files: SshFiles, extra: readonly string[]) {
        const most = limit(sessions);
        const args = sshArguments(login, files, extra);
        return (script: string, options: RunOptions = {}): Promise<ShellResult> =>
            most(() => runCommand(["ssh", ...args, `sh -c ${quote(`${path}${script}`)}`], options, this.#signal));
    }
}

/** Where `ip` and `ping` may lie; a login that isn't interactive often lacks the half of it. */
const path = "PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin; export PATH; ";
