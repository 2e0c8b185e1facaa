import { constants } from "node:os";
import { execa } from "execa";
import { describeLab } from "../lab/names.ts";
import { assertInsideLab, enterLab, namespaceExists } from "../lab/namespace.ts";

/** Set in a process that was started inside a lab's network, to its environment. */
const insideVariable = "K_ONE_INSIDE";

/**
 * Makes sure that this process is inside a lab's network, where the lab's addresses are. Outside, the same command line
 * runs again inside and this process ends with its exit code; it then never returns. Other environments need nothing.
 * @throws UserError when the lab isn't running.
 */
export async function ensureInsideLab(environment: string): Promise<void> {
    try {
        assertInsideLab(environment);
    } catch (error) {
        const tried = process.env[insideVariable] === environment;
        if (tried || !namespaceExists(describeLab(environment).wan)) {
            throw error;
        }
        process.exit(await runInside(commandInside(environment), { [insideVariable]: environment }));
    }
}

/** This process's own command line, run inside the lab's network. */
export function commandInside(
    environment: string,
    argv = process.argv,
    execArgv = process.execArgv,
): readonly string[] {
    return [...enterLab(environment), process.execPath, ...execArgv, ...argv.slice(1)];
}

/** Runs a command in this one's place: with its terminal, its signals and its exit code. */
export async function runInside(command: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
    const [file = "", ...args] = command;
    const forward = (signal: NodeJS.Signals) => {
        // Ctrl-C in a terminal reaches the child by itself; twice would make it give up at once.
        if (signal !== "SIGINT" || !process.stdin.isTTY) {
            child.kill(signal);
        }
    };
    const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
    // Before the child starts: a signal in between would end this process, and leave the child behind.
    for (const signal of signals) {
        process.on(signal, forward);
    }
    const child = execa(file, args, { env, stdio: "inherit", reject: false });
    const { exitCode, signal } = await child;
    for (const name of signals) {
        process.off(name, forward);
    }
    return exitCode ?? 128 + (signal === undefined ? 0 : constants.signals[signal as NodeJS.Signals]);
}
