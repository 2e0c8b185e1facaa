import { createWriteStream } from "node:fs";
import { execa } from "execa";

/** How {@link runLogged} reports. */
export interface LoggedRunOptions {
    /** Told each line of the standard output. */
    readonly log: (line: string) => void;
    /** Gets every line of both outputs, with the seconds since the start. */
    readonly logFile: string;
    /**
     * Variables on top of this process's.
     * @default none
     */
    readonly env?: Readonly<Record<string, string>>;
}

/** Runs a long command; resolves, also when it fails, to one sentence on how it ended. */
export async function runLogged(command: readonly string[], options: LoggedRunOptions): Promise<string> {
    const [program = "", ...args] = command;
    const file = createWriteStream(options.logFile, { flags: "a" });
    const started = performance.now();
    const stamp = (line: string) =>
        file.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)}  ${line}\n`);
    const child = execa(program, args, { env: { ...options.env }, stdin: "ignore", buffer: false, reject: false });
    const each = async (from: "stdout" | "stderr", tell: (line: string) => void) => {
        for await (const line of child.iterable({ from })) {
            tell(String(line));
        }
    };
    await Promise.all([
        each("stdout", (line) => {
            stamp(`== ${line}`);
            options.log(line);
        }),
        each("stderr", stamp),
    ]);
    const result = await child;
    const ended = result.failed ? (result.shortMessage ?? "it failed") : "it succeeded";
    stamp(`== ${ended}`);
    await new Promise<void>((closed) => file.end(closed));
    return result.failed ? `exit code ${result.exitCode ?? result.signal}` : ended;
}
