import { Command } from "commander";
import { type Job, runJobs } from "./display.ts";
import { type DriftReport, driftExitCode, renderDrift, type StackDrift, toDriftReport } from "./drift/report.ts";
import { type DriftWork, lookForDrift } from "./drift/stack-drift.ts";
import { openEnvironment, type StackTarget, targetsOf } from "./environment.ts";
import { ensureInsideLab } from "./inside-lab.ts";
import { onInterrupt } from "./interrupt.ts";
import { printOutcome } from "./outcome.ts";
import { addRunOptions, type RunFlags, runOptions } from "./run-command.ts";
import type { RunOptions } from "./runs.ts";

/** Compares what is really there with what each stack has last made, side by side; changes nothing. */
export async function compareEnvironment(name: string, options: RunOptions): Promise<DriftReport> {
    const { display } = options;
    const environment = await openEnvironment(name, "drift", (line) => display.write(line));
    const interrupt = onInterrupt((line) => display.write(line));
    try {
        const work = { environment, signal: interrupt.signal };
        const jobs = targetsOf(environment.plan, options.sites ?? null).map((target) => jobOf(target, work));
        return toDriftReport(name, await runJobs(jobs, options.parallel ?? 4, display));
    } finally {
        interrupt.release();
    }
}

function jobOf(target: StackTarget, work: Omit<DriftWork, "report">): Job<StackDrift> {
    return {
        title: `drift ${target.stack}`,
        run: (report) => lookForDrift(target, { ...work, report }),
        failure: ({ status, cause }) => (status === "clean" || status === "not yet" ? null : (cause ?? status)),
    };
}

/** `k-one drift`: exits with 2 when something has drifted. */
export function driftCommand(): Command {
    const command = new Command("drift").description("Say what somebody else has changed; changes nothing.");
    return addRunOptions(command, false).action(async (environment: string, flags: RunFlags) => {
        await ensureInsideLab(environment);
        const report = await compareEnvironment(environment, runOptions(flags));
        printOutcome(report, flags.json, renderDrift);
        process.exitCode = driftExitCode(report);
    });
}
