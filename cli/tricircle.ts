import { Command } from "commander";
import { cloudOpener } from "../cloud/opener.ts";
import { exitCodes } from "./exit-codes.ts";
import { ensureInsideLab } from "./inside-lab.ts";
import { printOutcome } from "./outcome.ts";
import { planOf } from "./stack-files.ts";
import { adminApi } from "./tricircle/admin-api.ts";
import { type RedoneJob, redoJob } from "./tricircle/redo.ts";

/** `k-one tricircle`: what only an environment of that driver has. */
export function tricircleCommand(): Command {
    const redo = new Command("redo")
        .description("Have XJob run a job again that failed or waits, and say how it ends.")
        .argument("<environment>", "such as lab")
        .argument("<job>", "job's id, as `k-one status` shows it")
        .option("--json", "print the outcome as JSON")
        .action(async (environment: string, job: string, { json }: { readonly json?: boolean }) => {
            await ensureInsideLab(environment);
            const { tower } = planOf(environment);
            const redone = await redoJob(await adminApi(tower, cloudOpener(environment, 15_000)), job);
            printOutcome(redone, json, renderRedone);
            if (redone.outcome !== "done") process.exitCode = exitCodes.error;
        });
    return new Command("tricircle").description("Work on an environment whose driver is tricircle.").addCommand(redo);
}

/** Outcome for a human, in a sentence. */
export function renderRedone({ job, outcome }: RedoneJob): string {
    const what = `${job.type} of ${job.resource}`;
    if (outcome === "done") return `XJob has done ${what}.`;
    if (outcome === "failed")
        return `XJob failed again at ${what}: it is job ${job.id} now, and XJob's journal says why.`;
    return `${what} waits: XJob hasn't ended it in a minute. Does it run on the tower, and does the region answer?`;
}
