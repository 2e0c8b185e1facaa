import { Command } from "commander";
import { projectFolder } from "../lab/names.ts";
import { UserError } from "../plan/user-error.ts";
import { assertNotMigrating } from "../stacks/half-migrated.ts";
import { confirm } from "./confirm.ts";
import { deviations, readSavedPlan, type SavedPlan } from "./preview/saved-plan.ts";
import { addRunOptions, finish, type RunFlags, runOptions } from "./run-command.ts";
import { type PreviewedStack, type RunOptions, type Steps, withoutSteps, withRun } from "./runs.ts";
import type { RunSummary, StackResult } from "./summary.ts";

/** How {@link upEnvironment} works. */
export interface UpOptions extends RunOptions {
    /** Whether resources may be replaced or deleted without a question. */
    readonly yes: boolean;
    /**
     * What was reviewed: only this is done.
     * @default - whatever the files ask for
     */
    readonly plan?: SavedPlan | undefined;
}

/** Brings an environment to what its files say: the tower first, then its sites side by side. */
export function upEnvironment(environment: string, options: UpOptions): Promise<RunSummary> {
    assertNotMigrating(projectFolder, environment);
    return withRun(environment, "up", options, (run) =>
        bringUp(run, options.yes ? null : confirm, options.plan ?? null),
    );
}

/**
 * Runs every stack, after a look at all of them: policies that judge a stack as a whole come too late in the run itself.
 * @param ask Asks whether what would go may go; `null` when no question is to be asked.
 * @param plan What was reviewed, or `null`.
 * @throws UserError when a stack would do something else than was reviewed; nothing was changed then.
 */
export async function bringUp(
    run: Steps,
    ask: ((question: string) => Promise<boolean>) | null,
    plan: SavedPlan | null = null,
) {
    const looked = await run.each(run.targets, "preview");
    if (plan !== null) assertReviewed(plan, looked);
    if (ask !== null && !run.interrupted) await askFirst(looked, ask);
    const settled = new Map(looked.filter(isSettled).map((result) => [result.stack, result]));
    const results = await upInOrder(run, settled);
    return run.mend(results.map((result) => withEarlier(result, looked)));
}

function assertReviewed(plan: SavedPlan, looked: readonly PreviewedStack[]): void {
    const found = deviations(plan, looked);
    if (found.length === 0) return;
    throw new UserError(
        [
            "What would be done isn't what was reviewed; nothing was changed.",
            ...found.map(({ stack, what }) => `${stack}: ${what}`),
            `Preview and review again: \`npx k-one preview ${plan.environment} --save-plan <file>\`.`,
        ].join("\n"),
    );
}

/** Asks if anything that is there would go. */
async function askFirst(looked: readonly PreviewedStack[], ask: (question: string) => Promise<boolean>): Promise<void> {
    const lines = looked.flatMap(({ stack, removals }) =>
        removals.map(({ verb, resource, type }) => `  ${stack}: ${verb} ${resource} (${type})`),
    );
    if (lines.length > 0 && !(await ask(`These would go:\n${lines.join("\n")}\nGo on?`))) {
        throw new UserError("Nothing was changed.");
    }
}

/** A look that found changes asks for a run; any other is the outcome. */
function isSettled({ status }: PreviewedStack): boolean {
    return status !== "done";
}

/** Runs every stack whose outcome isn't settled by the look at it. */
async function upInOrder(run: Steps, settled: ReadonlyMap<string, StackResult>): Promise<readonly StackResult[]> {
    const open = run.targets.filter(({ stack }) => !settled.has(stack));
    const tower = await run.each(
        open.filter(({ site }) => site === null),
        "up",
    );
    const sites = open.filter(({ site }) => site !== null);
    const failed = [...settled.values(), ...tower].some(({ site, status }) => site === null && status === "failed");
    const cause = "the tower's stack failed, and sites get their project and user from it; --site works on one alone.";
    const rest = failed ? run.skip(sites, cause) : await run.each(sites, "up");
    return [...settled.values(), ...tower, ...rest];
}

/** What was settled of a killed run when it was looked at belongs to the summary, too. */
function withEarlier(result: StackResult, looked: readonly PreviewedStack[]): StackResult {
    const earlier = looked.find(({ stack, recovered }) => stack === result.stack && recovered !== result.recovered);
    return withoutSteps({ ...result, recovered: [...(earlier?.recovered ?? []), ...result.recovered] });
}

interface UpFlags extends RunFlags {
    /** @default - whatever the files ask for is done */
    readonly plan?: string;
}

/** `k-one up`. */
export function upCommand(): Command {
    const command = new Command("up").description("Bring an environment to what its files say.");
    command.option("--plan <file>", "do only what `preview --save-plan <file>` has kept");
    return addRunOptions(command, true).action(async (environment: string, flags: UpFlags) => {
        const plan = flags.plan === undefined ? undefined : readSavedPlan(flags.plan, environment);
        await finish(environment, flags, () =>
            upEnvironment(environment, { ...runOptions(flags), yes: flags.yes === true, plan }),
        );
    });
}
