import { existsSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { Command, Option } from "commander";
import { writeWhole } from "../lab/files.ts";
import { projectFolder } from "../lab/names.ts";
import { UserError } from "../plan/user-error.ts";
import { migrationFile } from "../stacks/half-migrated.ts";
import { confirm } from "./confirm.ts";
import { chooseDisplay, type Display } from "./display.ts";
import { openEnvironment } from "./environment.ts";
import { exitCodes } from "./exit-codes.ts";
import { fileDiff } from "./file-diff.ts";
import { ensureInsideLab } from "./inside-lab.ts";
import { onInterrupt } from "./interrupt.ts";
import { migrationHands } from "./migrate/hands.ts";
import { Pings, type StepTime } from "./migrate/pings.ts";
import { type MigrationReport, nextSteps, renderMigration } from "./migrate/report.ts";
import { lookAtSteps, runSteps, type Step, type StepWatch, titleOf } from "./migrate/step.ts";
import { stepsOf } from "./migrate/steps.ts";
import { planTarget, type Target } from "./migrate/target.ts";
import { printOutcome } from "./outcome.ts";
import { stacksFolder } from "./stack-files.ts";
import type { Hands } from "./verify/hands.ts";
import { withHands } from "./verify/with-hands.ts";

/** How {@link migrateEnvironment} works. */
export interface MigrateOptions {
    /** Whether only to look what is to be done. */
    readonly preview: boolean;
    /** Whether to go on without a question. */
    readonly yes: boolean;
    readonly display: Display;
}

/**
 * Takes an environment from Tricircle to a mesh, site by site, with every guest, address and network where it is. Each step
 * looks at the world first, so that a run after a killed one goes on where that ended.
 */
export async function migrateEnvironment(environment: string, options: MigrateOptions): Promise<MigrationReport> {
    const target = planTarget(stacksFolder, environment);
    const begun = existsSync(migrationFile(projectFolder, environment));
    const report = { environment, to: "mesh", steps: [], files: diffsOf(target), guests: [], next: [] } as const;
    if (!target.ahead && !begun) return { ...report, status: "unchanged" };
    const { display, preview } = options;
    const opened = await openEnvironment(environment, preview ? "preview" : "up", display.write);
    const interrupt = onInterrupt(display.write);
    const { signal } = interrupt;
    try {
        return await withHands(target.plan, { signal }, async (hands) => {
            const tools = { environment: opened, target, hands, display, looking: preview };
            const steps = stepsOf(target, migrationHands(tools));
            const looked = await lookAtSteps(steps);
            const open = { ...report, status: "open", steps: looked } as const;
            if (preview) return open;
            await askFirst(open, options);
            const done = await migrate(steps, target, hands, { display, signal });
            return { ...report, ...done, status: "done", next: nextSteps(environment) };
        });
    } catch (error) {
        throw signal.aborted ? new UserError(interrupted(environment)) : error;
    } finally {
        interrupt.release();
    }
}

function interrupted(environment: string): string {
    return `Interrupted. \`npx k-one migrate ${environment} --to mesh\` goes on where it ended; until then \`up\` and \`destroy\` refuse to run.`;
}

function diffsOf({ files }: Target): MigrationReport["files"] {
    return files.flatMap(({ path, before, after }) => {
        const file = relative(projectFolder, path);
        return before === after ? [] : [{ path: file, diff: fileDiff(file, before, after) }];
    });
}

async function askFirst(report: MigrationReport, { yes, display }: MigrateOptions): Promise<void> {
    display.write(renderMigration(report, false));
    if (!yes && !(await confirm("Go on?"))) throw new UserError("Nothing was changed.");
}

async function migrate(
    steps: readonly Step[],
    { plan }: Target,
    hands: Hands,
    { display, signal }: { readonly display: Display; readonly signal: AbortSignal },
): Promise<Pick<MigrationReport, "steps" | "guests">> {
    const marker = migrationFile(projectFolder, plan.environment);
    writeWhole(marker, `${JSON.stringify({ version: 1, to: "mesh" })}\n`, { mode: 0o600 });
    const pings = new Pings(plan, hands);
    const times: StepTime[] = [];
    await pings.begun(30);
    const done = await runSteps(steps, watch(pings, times, display, signal));
    rmSync(marker);
    return { steps: done, guests: pings.report(times) };
}

/** Guests that could be asked before have to answer again after each step that touches the network. */
function watch(pings: Pings, times: StepTime[], display: Display, signal: AbortSignal): StepWatch {
    return {
        signal,
        begins: (step) => {
            times.push({ title: titleOf(step), began: Date.now() });
            display.write(`${titleOf(step)}: ${step.what}`);
        },
        ended: async (step) => {
            const silent = step.name === "leave" || step.name === "wire" ? await pings.answered(60) : [];
            if (silent.length === 0) return;
            const who = silent.map(({ from, to }) => `${to.name} to ${from.name}`).join(", ");
            throw new UserError(
                `${titleOf(step)}: no answer after it from ${who} within a minute, so nothing else was changed. ` +
                    "Look at the K-Boxes, then run the command again: it goes on here.",
            );
        },
    };
}

interface MigrateFlags {
    readonly to: "mesh";
    /** @default false */
    readonly preview?: boolean;
    /** @default false */
    readonly yes?: boolean;
    /** @default false */
    readonly json?: boolean;
}

/** `k-one migrate`: exits with 2 when a preview finds something to do. */
export function migrateCommand(): Command {
    return new Command("migrate")
        .description("Take an environment from Tricircle to a mesh, with every guest where it is.")
        .argument("<environment>", "such as lab")
        .addOption(new Option("--to <driver>", "driver to end with").choices(["mesh"]).makeOptionMandatory())
        .option("--preview", "only say what would be done")
        .option("-y, --yes", "answer every question with yes")
        .option("--json", "print the outcome as JSON, progress on standard error")
        .action(run);
}

async function run(environment: string, flags: MigrateFlags): Promise<void> {
    const { preview = false, yes = false, json = false } = flags;
    await ensureInsideLab(environment);
    const report = await migrateEnvironment(environment, { preview, yes, display: chooseDisplay(json) });
    printOutcome(report, json, renderMigration);
    process.exitCode = report.status === "open" ? exitCodes.changes : exitCodes.done;
}
