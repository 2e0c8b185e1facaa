import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { execa } from "execa";

/** How a command of the toolchain runs. */
export interface CommandOptions {
    /** Folder it runs in. */
    readonly cwd: string;
    /** Its whole environment. */
    readonly env: Readonly<Record<string, string | undefined>>;
    /** File that gets all it prints. */
    readonly logFile: string;
    /**
     * Called with each line it prints.
     * @default lines only go to the log file
     */
    readonly onLine?: (line: string) => void;
    /**
     * Milliseconds after which it is stopped.
     * @default no limit
     */
    readonly timeout?: number;
}

/** What came of a command. */
export interface CommandResult {
    readonly ok: boolean;
    /** All it printed. */
    readonly output: string;
    /** Why it failed, in one line; empty when it did not. */
    readonly reason: string;
}

/** Runs a command, keeps what it prints in the log file and never throws for its failure. */
export async function runCommand(argv: readonly string[], options: CommandOptions): Promise<CommandResult> {
    mkdirSync(dirname(options.logFile), { recursive: true });
    const child = start(argv, options);
    if (options.onLine) {
        for await (const line of child.iterable({ from: "all" })) {
            options.onLine(line);
        }
    }
    const result = await child;
    const output = typeof result.all === "string" ? result.all : "";
    return { ok: !result.failed, output, reason: result.failed ? reasonOf(result.shortMessage, output) : "" };
}

function start([file = "", ...args]: readonly string[], options: CommandOptions) {
    const log = { file: options.logFile, append: true };
    return execa(file, args, {
        cwd: options.cwd,
        env: { ...options.env },
        extendEnv: false,
        all: true,
        reject: false,
        stdin: "ignore",
        stdout: ["pipe", log],
        stderr: ["pipe", log],
        timeout: options.timeout ?? 0,
    });
}

function reasonOf(message = "", output = ""): string {
    return output.trim().split("\n").at(-1)?.trim() || (message.split("\n")[0] ?? message);
}
