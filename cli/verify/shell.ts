import { execa } from "execa";
import { UserError } from "../../plan/user-error.ts";

/** What a script did. */
export interface ShellResult {
    /** Exit code, or `null` when it was ended before, such as by its time limit. */
    readonly code: number | null;
    readonly output: Buffer;
    readonly errors: string;
}

/** How a script is run. */
export interface RunOptions {
    /** @default - nothing */
    readonly input?: Uint8Array;
    /** @default 20 */
    readonly seconds?: number;
}

/** A place where POSIX shell scripts can be run: here, a guest, a K-Box. */
export interface Shell {
    run(script: string, options?: RunOptions): Promise<ShellResult>;
}

/** Runs a command to its end; a failure is a result, only an abort is thrown. */
export async function runCommand(
    [file, ...args]: readonly [string, ...string[]],
    options: RunOptions,
    signal: AbortSignal,
): Promise<ShellResult> {
    signal.throwIfAborted();
    const done = await execa(file, args, {
        ...(options.input === undefined ? { stdin: "ignore" as const } : { input: options.input }),
        encoding: "buffer",
        stripFinalNewline: false,
        reject: false,
        timeout: (options.seconds ?? 20) * 1000,
        cancelSignal: signal,
        env: { LC_ALL: "C" },
    });
    signal.throwIfAborted();
    refuseMissing(file, done.code);
    return {
        code: done.exitCode ?? null,
        output: Buffer.from(done.stdout ?? []),
        errors: Buffer.from(done.stderr ?? []).toString(),
    };
}

/** Throws when a command couldn't be started since it isn't installed. */
export function refuseMissing(file: string, code: string | undefined): void {
    if (code !== "ENOENT") return;
    const hint = file === "ssh" ? "Install OpenSSH's client (Debian: openssh-client)." : "Install it.";
    throw new UserError(`${file} is not on the PATH of this computer. ${hint}`);
}

/** This computer's own shell. */
export function localShell(signal: AbortSignal): Shell {
    return { run: (script, options = {}) => runCommand(["sh", "-c", script], options, signal) };
}

/** Runs a script and gives its output as text. */
export async function textOf(shell: Shell, script: string, options: RunOptions = {}): Promise<string> {
    return (await shell.run(script, options)).output.toString();
}
