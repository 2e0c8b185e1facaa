import { Command } from "commander";
import { UserError } from "../plan/user-error.ts";
import { completeCommand, completionCommand } from "./completion.ts";
import { destroyCommand } from "./destroy.ts";
import { doctorCommand } from "./doctor.ts";
import { driftCommand } from "./drift.ts";
import { exitCodes, exitCodesHelp } from "./exit-codes.ts";
import { importScriptCommand } from "./import-script.ts";
import { labCommand } from "./lab.ts";
import { migrateCommand } from "./migrate.ts";
import { planCommand } from "./plan.ts";
import { previewCommand } from "./preview.ts";
import { refreshCommand } from "./refresh.ts";
import { reportCommand } from "./report.ts";
import { secretsCommand } from "./secrets.ts";
import { siteCommand } from "./site.ts";
import { sshCommand } from "./ssh.ts";
import { startCommand } from "./start.ts";
import { statusCommand } from "./status.ts";
import { toolchainCommand } from "./toolchain.ts";
import { topologyCommand } from "./topology.ts";
import { tricircleCommand } from "./tricircle.ts";
import { upCommand } from "./up.ts";
import { validateCommand } from "./validate.ts";
import { verifyCommand } from "./verify.ts";

/** Commands in the order of the help, under the headings of the help. */
const groups = (): Readonly<Record<string, readonly Command[]>> => ({
    "Look and prove:": [
        validateCommand(),
        planCommand(),
        topologyCommand(),
        previewCommand(),
        verifyCommand(),
        doctorCommand(),
        driftCommand(),
        statusCommand(),
        sshCommand(),
    ],
    "Change:": [
        upCommand(),
        refreshCommand(),
        destroyCommand(),
        siteCommand(),
        secretsCommand(),
        importScriptCommand(),
        migrateCommand(),
        tricircleCommand(),
    ],
    "In CI:": [reportCommand()],
    "This computer:": [startCommand(), labCommand(), toolchainCommand(), completionCommand()],
});

/** Builds the `k-one` command with all its subcommands. */
export function program(): Command {
    const kOne = new Command("k-one")
        .description("Runs several small OpenStack sites as one cloud, joined by net3.")
        .enablePositionalOptions()
        .addHelpText("after", exitCodesHelp);
    for (const [heading, commands] of Object.entries(groups())) {
        kOne.commandsGroup(heading);
        for (const command of commands) kOne.addCommand(command);
    }
    kOne.helpCommand("help [command]", "Say more about a command.");
    kOne.addCommand(completeCommand(program), { hidden: true });
    pointToHelp(kOne, "k-one");
    return kOne;
}

/** After a slip on the command line commander guesses what was meant; this says where all of it is written. */
function pointToHelp(command: Command, words: string): void {
    command.showHelpAfterError(`(${words} --help says more)`);
    for (const inner of command.commands) pointToHelp(inner, `${words} ${inner.name()}`);
}

/**
 * Runs the command line and sets the process's exit code, see {@link exitCodes}.
 * An error that the user can mend is shown as its message alone.
 */
export async function main(argv: readonly string[]): Promise<void> {
    try {
        await program().parseAsync([...argv]);
    } catch (error) {
        process.stderr.write(`${describeError(error)}\n`);
        process.exitCode = exitCodes.error;
    }
}

function describeError(error: unknown): string {
    if (error instanceof UserError) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
