import { Command } from "commander";
import { projectFolder } from "../lab/names.ts";
import { UserError } from "../plan/user-error.ts";
import { assertNotMigrating } from "../stacks/half-migrated.ts";
import { confirm } from "./confirm.ts";
import { addRunOptions, finish, type RunFlags, runOptions } from "./run-command.ts";
import { type RunOptions, type Steps, withoutSteps, withRun } from "./runs.ts";
import type { RunSummary } from "./summary.ts";

/** How {@link destroyEnvironment} works. */
export interface DestroyOptions extends RunOptions {
    /** Whether to go on without a question. */
    readonly yes: boolean;
}

/** Removes everything that an environment's stacks have made: the sites side by side, then the tower. */
export function destroyEnvironment(environment: string, options: DestroyOptions): Promise<RunSummary> {
    assertNotMigrating(projectFolder, environment);
    return withRun(environment, "destroy", options, (run) => tearDown(run, options.yes ? null : confirm));
}

/**
 * Destroys every stack that there is.
 * @param ask Asks whether all may go; `null` when no question is to be asked.
 */
export async function tearDown(run: Steps, ask: ((question: string) => Promise<boolean>) | null) {
    const names = run.existing.map(({ stack }) => stack).join(", ");
    if (ask !== null && names !== "" && !(await ask(`Everything that ${names} made will be deleted. Go on?`))) {
        throw new UserError("Nothing was changed.");
    }
    const sites = await run.each(
        run.existing.filter(({ site }) => site !== null),
        "destroy",
    );
    const rest = run.existing.filter(({ site }) => site === null);
    const clean = sites.every(({ status }) => status === "done" || status === "unchanged");
    const tower = clean
        ? await run.each(rest, "destroy")
        : run.skip(rest, "not every site could be destroyed, and the sites need the tower's identity for it.");
    return [...tower, ...sites].map(withoutSteps);
}

/** `k-one destroy`. */
export function destroyCommand(): Command {
    const command = new Command("destroy").description("Remove everything that an environment's stacks have made.");
    return addRunOptions(command, true).action(async (environment: string, flags: RunFlags) => {
        await finish(environment, flags, () =>
            destroyEnvironment(environment, { ...runOptions(flags), yes: flags.yes === true }),
        );
    });
}
