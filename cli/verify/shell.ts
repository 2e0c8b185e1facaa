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
    /**
     * Whether its standard input stays open, in place of an input, until the connection to it ends.
     * @default false
     */
    readonly waits?: boolean;
    /**
     * Called with what it prints, as it comes.
     * @default - nothing: all of it is in the result
     */
    readonly onOutput?: (text: string) => void;
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
    const running = execa(file, args, {
        ...inputOf(options),
        encoding: "buffer",
        stripFinalNewline: false,
        reject: false,
        timeout: (options.seconds ?? 20) * 1000,
        cancelSignal: signal,
        env: { LC_ALL: "C" },
    });
    running.stdout.on("data", (chunk: Buffer) => options.onOutput?.(chunk.toString()));
    const done = await running;
    signal.throwIfAborted();
    refuseMissing(file, done.code);
    return {
        code: done.exitCode ?? null,
        output: Buffer.from(done.stdout ?? []),
        errors: Buffer.from(done.stderr ?? []).toString(),
    };
}

function inputOf({ input, waits = false }: RunOptions) {
    return input === undefined ? { stdin: waits ? ("pipe" as const) : ("ignore" as const) } : { input };
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
