import { Command } from "commander";
import { commandFor, isLab, projectFolder } from "../lab/names.ts";
import { UserError } from "../plan/user-error.ts";
import { confirm } from "./confirm.ts";
import { openBackend } from "./environment.ts";
import { printOutcome } from "./outcome.ts";
import { callPulumi } from "./pulumi.ts";
import { draftSite } from "./site/add.ts";
import { type SiteAnswers, siteFields } from "./site/fields.ts";
import { atTerminal } from "./site/question.ts";
import { removeSite } from "./site/remove.ts";
import type { SiteAddition, SiteRemoval } from "./site/report.ts";
import { noRecord, readRecord } from "./status/record.ts";

interface CommonFlags {
    /** @default false */
    readonly json?: boolean;
    /** @default false */
    readonly yes?: boolean;
}

interface RemoveFlags extends CommonFlags {
    readonly withoutBackend: boolean;
}

/** `k-one site`: an environment's files, one a site. */
export function siteCommand(): Command {
    return new Command("site")
        .description("Add a site to an environment, or remove one.")
        .addCommand(addCommand())
        .addCommand(removeCommand());
}

function addCommand(): Command {
    const command = onSite("add", "Write a new site's stack file with the next free names and ranges.");
    for (const { flags, what } of siteFields) command.option(flags, what);
    return command.action(add);
}

function removeCommand(): Command {
    return onSite("remove", "Remove the stack file of a site that has no resources any more.")
        .option("--without-backend", "don't ask the backend whether the site's stack has resources", false)
        .action(remove);
}

function onSite(name: string, description: string): Command {
    return new Command(name)
        .description(description)
        .argument("<environment>", "such as kone")
        .argument("<site>", "site's name: small letters and digits")
        .option("-y, --yes", "ask nothing: take what is usual, and answer every question with yes")
        .option("--json", "print the outcome as JSON, questions on standard error");
}

async function add(environment: string, site: string, flags: CommonFlags & Partial<SiteAnswers>): Promise<void> {
    refuseLab(environment);
    const terminal = { input: process.stdin, output: process.stderr };
    const asks = flags.yes !== true && process.stdin.isTTY === true;
    const somebody = asks ? atTerminal(terminal) : null;
    const draft = await draftSite({ folder: projectFolder, environment, site, given: flags, somebody });
    const { diff, file } = draft.addition;
    if (asks && !(await confirm(`${diff}\nWrite ${file}?`))) throw new UserError("Nothing was written.");
    draft.write();
    print(draft.addition, flags, [`${file} was written.`, ...draft.addition.warnings]);
}

async function remove(environment: string, site: string, flags: RemoveFlags): Promise<void> {
    refuseLab(environment);
    const stack = `${environment}-${site}`;
    const backend = flags.withoutBackend
        ? null
        : await openBackend(environment, "destroy", (line) => process.stderr.write(`${line}\n`));
    const content = backend && (backend.stacks.has(stack) ? await readRecord(backend.pulumi, stack) : noRecord);
    const removal = await removeSite({
        folder: projectFolder,
        environment,
        site,
        content,
        confirm: flags.yes === true ? async () => true : confirm,
        removeStack: async (name) => {
            if (backend === null) return;
            await callPulumi(backend.pulumi, ["stack", "rm", name, "--yes", "--preserve-config"]);
        },
    });
    print(removal, flags, [`${removal.file} was removed.`]);
}

function print(outcome: SiteAddition | SiteRemoval, { json }: CommonFlags, said: readonly string[]): void {
    const up = outcome.up.length === 0 ? "none" : outcome.up.join(", ");
    const todo = outcome.todo.map((line, index) => `  ${index + 1}. ${line}`);
    const text = [outcome.diff, "", ...said, `Stacks that need an up: ${up}.`, "To do:", ...todo].join("\n");
    printOutcome(outcome, json, () => text);
}

function refuseLab(environment: string): void {
    if (!isLab(environment)) return;
    const start = commandFor(environment, "start");
    throw new UserError(
        `${environment}: \`${start}\` writes a lab's files from lab/sites/. ` +
            `Give it more sites with \`${start} --sites 3\`, or take them away with \`${commandFor(environment, "destroy")}\`.`,
    );
}
