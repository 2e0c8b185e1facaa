import { Command, Option } from "commander";
import { chooseDisplay } from "./display.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { ensureInsideLab } from "./inside-lab.ts";
import { writeNamedFile } from "./named-file.ts";
import { renderComment, renderWhole } from "./preview/comment.ts";
import { lookAt, reviewChange } from "./preview/look.ts";
import { isGood, type Review } from "./preview/review.ts";
import { savedPlanOf, writeSavedPlan } from "./preview/saved-plan.ts";
import { addRunOptions, finish, type RunFlags, runOptions } from "./run-command.ts";
import type { PreviewedStack } from "./runs.ts";

interface PreviewFlags extends RunFlags {
    /** @default - every stack is looked at */
    readonly base?: string;
    /** @default false */
    readonly markdown?: boolean;
    /** @default - the comment goes to standard output */
    readonly output?: string;
    /** @default - the whole is written nowhere */
    readonly artifact?: string;
    /** @default - a reader is told the command to run */
    readonly artifactUrl?: string;
    /** @default - nothing is saved for `up --plan` */
    readonly savePlan?: string;
}

/** `k-one preview`. */
export function previewCommand(): Command {
    const command = new Command("preview")
        .description("Show what `up` would do, without doing it.")
        .option("--expect-no-changes", "exit with 2 when there is something to do")
        .option("--base <ref>", "only stacks that differ from where this branch left <ref>, such as origin/main")
        .option("--save-plan <file>", "keep what is previewed, for `up --plan <file>`")
        .addOption(new Option("--markdown", "print a comment for a pull request").conflicts("json"));
    for (const [flags, text] of commentOptions) command.addOption(new Option(flags, text).implies({ markdown: true }));
    return addRunOptions(command, false).action((environment: string, flags: PreviewFlags) =>
        flags.markdown === true ? comment(environment, flags) : show(environment, flags),
    );
}

const commentOptions = [
    ["--output <file>", "write the comment to a file"],
    ["--artifact <file>", "write all of it to a file, however long"],
    ["--artifact-url <url>", "where a reader of the comment finds that file"],
] as const;

async function show(environment: string, flags: PreviewFlags): Promise<void> {
    await finish(environment, flags, async () => {
        const { summary, stacks } = await lookAt(environment, { ...runOptions(flags), base: flags.base });
        save(environment, flags, stacks);
        return summary;
    });
}

async function comment(environment: string, flags: PreviewFlags): Promise<void> {
    const options = { ...runOptions(flags), display: chooseDisplay(true), base: flags.base };
    const review = await reviewChange(environment, options, () => ensureInsideLab(environment));
    save(environment, flags, review.stacks);
    if (flags.artifact !== undefined) writeNamedFile("--artifact", flags.artifact, renderWhole(review));
    const text = renderComment(review, flags.artifactUrl ?? null);
    if (flags.output === undefined) process.stdout.write(text);
    else writeNamedFile("--output", flags.output, text);
    process.exitCode = reviewExitCode(review, flags.expectNoChanges === true);
}

function save(environment: string, { savePlan }: PreviewFlags, stacks: readonly PreviewedStack[]): void {
    if (savePlan !== undefined) writeSavedPlan(savePlan, savedPlanOf(environment, stacks));
}

function reviewExitCode(review: Review, expectNoChanges: boolean): ExitCode {
    if (!isGood(review)) return exitCodes.error;
    const changes = review.stacks.some(({ status }) => status === "done");
    return expectNoChanges && changes ? exitCodes.changes : exitCodes.done;
}
