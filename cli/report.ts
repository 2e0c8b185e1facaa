import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { UserError } from "../plan/user-error.ts";
import { markOf, putComment } from "./report/comment.ts";
import { putDriftIssues, readDriftReport } from "./report/drift-issues.ts";
import { numberIn } from "./report/forge.ts";
import { jobOf } from "./report/job.ts";

/** `k-one report`: writes to GitHub or GitLab, from a CI job. */
export function reportCommand(): Command {
    return new Command("report")
        .description("Write an outcome to the pull request or the issues of a CI job.")
        .addCommand(commentCommand())
        .addCommand(driftCommand());
}

interface CommentFlags {
    /** @default - the one that the CI job runs for */
    readonly pullRequest?: number;
}

function commentCommand(): Command {
    return new Command("comment")
        .description("Put a preview's comment onto the pull request, in place of its last one.")
        .argument("<file>", "what `k-one preview --output <file>` has written")
        .addOption(new Option("--pull-request <number>", "which one (default: the job's own)").argParser(parseNumber))
        .action(async (file: string, flags: CommentFlags) => {
            const text = readText(file);
            const mark = markOf(text, file);
            const job = jobOf(process.env);
            const number = flags.pullRequest ?? job.pullRequest;
            if (number === null) throw new UserError(noPullRequest);
            const { what, url } = await putComment(job.forge, number, mark, text);
            process.stdout.write(`Comment ${what}: ${url}\n`);
        });
}

const noPullRequest =
    "This job runs for no pull request: neither GITHUB_REF (refs/pull/<number>/merge) nor CI_MERGE_REQUEST_IID names one. " +
    "Name it with --pull-request <number>.";

function driftCommand(): Command {
    return new Command("drift")
        .description("Keep an open issue for each stack that has drifted, and close it when it is clean again.")
        .argument("<file>", "what `k-one drift --json` has printed")
        .action(async (file: string) => {
            const report = readDriftReport(file);
            const done = await putDriftIssues(jobOf(process.env).forge, report);
            process.stdout.write(`${done.length === 0 ? "Nothing to write." : done.join("\n")}\n`);
        });
}

function readText(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        throw new UserError(`${file} can't be read: ${(error as Error).message}.`);
    }
}

function parseNumber(text: string): number {
    const number = numberIn(text);
    if (number === null) throw new InvalidArgumentError("It must be a whole number from 1.");
    return number;
}
