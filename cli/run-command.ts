import { type Command, InvalidArgumentError, Option } from "commander";
import { chooseDisplay } from "./display.ts";
import { ensureInsideLab } from "./inside-lab.ts";
import { printOutcome } from "./outcome.ts";
import type { RunOptions } from "./runs.ts";
import { siteList } from "./site-names.ts";
import { exitCode, type RunSummary, renderSummary } from "./summary.ts";

/** What the commands that run stacks have in common, as commander reads it. */
export interface RunFlags {
    /** @default - the tower and every site */
    readonly site?: readonly string[];
    /** @default 4 */
    readonly parallel?: number;
    /** @default false */
    readonly json?: boolean;
    /** @default false */
    readonly yes?: boolean;
    /** @default false */
    readonly expectNoChanges?: boolean;
}

/** Gives a command its environment, its sites and `--json`. */
export function addTargetOptions(command: Command): Command {
    return command
        .argument("<environment>", "such as lab")
        .addOption(new Option("-s, --site <sites>", "these sites only: a,b (tower is one of them)").argParser(siteList))
        .option("--json", "print the outcome as JSON, progress on standard error");
}

/** Gives a command that runs stacks the common options; `asks` for one that may ask a question. */
export function addRunOptions(command: Command, asks: boolean): Command {
    addTargetOptions(command).addOption(
        new Option("-p, --parallel <n>", "how many sites at once (default: 4)").argParser(parseParallel),
    );
    return asks ? command.option("-y, --yes", "answer every question with yes") : command;
}

/** The flags as a run takes them. */
export function runOptions(flags: RunFlags): RunOptions {
    return { sites: flags.site, parallel: flags.parallel, display: chooseDisplay(flags.json === true) };
}

/** Runs inside the lab's network if it must, prints the outcome and sets the exit code. */
export async function finish(environment: string, flags: RunFlags, run: () => Promise<RunSummary>): Promise<void> {
    await ensureInsideLab(environment);
    const summary = await run();
    printOutcome(summary, flags.json, renderSummary);
    process.exitCode = exitCode(summary, flags.expectNoChanges);
}

function parseParallel(text: string): number {
    const count = Number(text);
    if (!Number.isInteger(count) || count < 1) {
        throw new InvalidArgumentError("It must be a whole number from 1.");
    }
    return count;
}
