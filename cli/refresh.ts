import { Command } from "commander";
import { projectFolder } from "../lab/names.ts";
import { assertNotMigrating } from "../stacks/half-migrated.ts";
import { addRunOptions, finish, type RunFlags, runOptions } from "./run-command.ts";
import { type RunOptions, withoutSteps, withRun } from "./runs.ts";
import type { RunSummary } from "./summary.ts";

/** Reads what is really there into each stack's state, and changes nothing in OpenStack. */
export function refreshEnvironment(environment: string, options: RunOptions): Promise<RunSummary> {
    assertNotMigrating(projectFolder, environment);
    return withRun(environment, "refresh", options, async (run) => {
        const results = await run.each(run.existing, "refresh");
        return results.map(withoutSteps);
    });
}

/** `k-one refresh`. */
export function refreshCommand(): Command {
    const command = new Command("refresh").description("Read what is really there into the state.");
    return addRunOptions(command, false).action(async (environment: string, flags: RunFlags) => {
        await finish(environment, flags, () => refreshEnvironment(environment, runOptions(flags)));
    });
}
