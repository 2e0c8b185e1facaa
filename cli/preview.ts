import { Command } from "commander";
import { addRunOptions, finish, type RunFlags, runOptions } from "./run-command.ts";
import { type RunOptions, withoutRemovals, withRun } from "./runs.ts";
import type { RunSummary } from "./summary.ts";

/** Says what `up` would do in each stack, and changes nothing in OpenStack. */
export function previewEnvironment(environment: string, options: RunOptions): Promise<RunSummary> {
    return withRun(environment, "preview", options, async (run) => {
        const results = await run.each(run.targets, "preview");
        return results.map(withoutRemovals);
    });
}

/** `k-one preview`. */
export function previewCommand(): Command {
    const command = new Command("preview")
        .description("Show what `up` would do, without doing it.")
        .option("--expect-no-changes", "exit with 2 when there is something to do");
    return addRunOptions(command, false).action(async (environment: string, flags: RunFlags) => {
        await finish(environment, flags, () => previewEnvironment(environment, runOptions(flags)));
    });
}
