import { Command } from "commander";
import { UserError } from "../plan/user-error.ts";
import { destroyCommand } from "./destroy.ts";
import { labCommand } from "./lab.ts";
import { previewCommand } from "./preview.ts";
import { refreshCommand } from "./refresh.ts";
import { startCommand } from "./start.ts";
import { toolchainCommand } from "./toolchain.ts";
import { upCommand } from "./up.ts";
import { verifyCommand } from "./verify.ts";

/** Builds the `k-one` command with all its subcommands. */
export function program(): Command {
    const kOne = new Command("k-one")
        .description("Runs several small OpenStack sites as one cloud, joined by net3.")
        .enablePositionalOptions()
        .showHelpAfterError("(k-one --help lists the commands)");
    for (const command of [
        startCommand(),
        previewCommand(),
        upCommand(),
        verifyCommand(),
        refreshCommand(),
        destroyCommand(),
        labCommand(),
        toolchainCommand(),
    ])
        kOne.addCommand(command);
    return kOne;
}

/**
 * Runs the command line and sets the process's exit code: 0 done or unchanged, 1 error, 2 changes or drift.
 * An error that the user can mend is shown as its message alone.
 */
export async function main(argv: readonly string[]): Promise<void> {
    try {
        await program().parseAsync([...argv]);
    } catch (error) {
        process.stderr.write(`${describeError(error)}\n`);
        process.exitCode = 1;
    }
}

function describeError(error: unknown): string {
    if (error instanceof UserError) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
