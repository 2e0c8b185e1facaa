import { Command } from "commander";
import { cloudOptions } from "../cloud/opener.ts";
import { type EnvironmentPlan, hasKeystone } from "../plan/environment-plan.ts";
import { toolchainStatus } from "../toolchain/toolchain.ts";
import { type Job, runJobs } from "./display.ts";
import type { DoctorLine } from "./doctor/check.ts";
import { toolchain } from "./doctor/checks/toolchain.ts";
import { siteChecksOf, towerChecks } from "./doctor/checks.ts";
import { type DoctorHands, NetworkHands } from "./doctor/hands.ts";
import { count, type DoctorReport, renderDoctor, toDoctorReport } from "./doctor/report.ts";
import { runDoctorChecks } from "./doctor/run.ts";
import { type StackTarget, targetsOf } from "./environment.ts";
import { exitCodes } from "./exit-codes.ts";
import { ensureInsideLab } from "./inside-lab.ts";
import { interruptible } from "./interrupt.ts";
import { printOutcome } from "./outcome.ts";
import { addRunOptions, type RunFlags, runOptions } from "./run-command.ts";
import type { RunOptions } from "./runs.ts";
import { keyPlaces } from "./ssh/keys.ts";
import { planOf } from "./stack-files.ts";
import { Connections } from "./verify/connections.ts";

/** Looks at all that an environment stands on, and changes nothing: this computer, the tower, each site. */
export async function examineEnvironment(
    plan: EnvironmentPlan,
    options: RunOptions,
    signal: AbortSignal,
): Promise<DoctorReport> {
    const targets = targetsOf(plan, options.sites ?? null);
    const connections = await Connections.create(signal);
    const hands = new NetworkHands({
        plan,
        tower: targets.some(({ site }) => site === null),
        cloud: cloudOptions(plan.environment),
        connections,
        keys: keyPlaces(plan.environment),
    });
    try {
        const jobs = [hereJob(hands), ...targets.map((target) => placeJob(target, hands))];
        const lines = await runJobs(jobs, options.parallel ?? 4, options.display);
        signal.throwIfAborted();
        return toDoctorReport(plan.environment, lines.flat());
    } finally {
        await connections.close();
    }
}

function hereJob(hands: DoctorHands): Job<readonly DoctorLine[]> {
    return job("this computer", () => runDoctorChecks("here", toolchainStatus, [toolchain], hands));
}

function placeJob({ site }: StackTarget, hands: DoctorHands): Job<readonly DoctorLine[]> {
    if (site !== null) return job(site.site, () => runDoctorChecks(site.site, site, siteChecksOf(hands.plan), hands));
    const { tower } = hands.plan;
    return job("tower", async () => (hasKeystone(tower) ? runDoctorChecks("tower", tower, towerChecks, hands) : []));
}

function job(place: string, run: Job<readonly DoctorLine[]>["run"]): Job<readonly DoctorLine[]> {
    const failure = (lines: readonly DoctorLine[]) =>
        lines.some(({ status }) => status === "wrong") ? `${place}: ${count(lines)}` : null;
    return { title: `look at ${place}`, run, failure };
}

/** `k-one doctor`. */
export function doctorCommand(): Command {
    const command = new Command("doctor").description("Look at all that an environment stands on; changes nothing.");
    return addRunOptions(command, false).action(async (environment: string, flags: RunFlags) => {
        await ensureInsideLab(environment);
        const plan = planOf(environment);
        const report = await interruptible((signal) => examineEnvironment(plan, runOptions(flags), signal));
        printOutcome(report, flags.json, renderDoctor);
        process.exitCode = report.ok ? exitCodes.done : exitCodes.error;
    });
}
