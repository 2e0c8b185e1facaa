import { Command } from "commander";
import { cloudOpener } from "../cloud/opener.ts";
import { describeLab, isLab } from "../lab/names.ts";
import { namespaceExists } from "../lab/namespace.ts";
import type { EnvironmentPlan } from "../plan/environment-plan.ts";
import { type OpenEnvironment, openEnvironment, type StackTarget, targetsOf } from "./environment.ts";
import { exitCodes } from "./exit-codes.ts";
import { ensureInsideLab } from "./inside-lab.ts";
import { printOutcome } from "./outcome.ts";
import { addTargetOptions } from "./run-command.ts";
import { keyPlaces } from "./ssh/keys.ts";
import { askDevStack } from "./status/dev-stack.ts";
import { askJobs } from "./status/jobs.ts";
import { askAround, patience } from "./status/reach.ts";
import { noRecord, readRecord } from "./status/record.ts";
import type { EnvironmentStatus, Reachability, StackReport } from "./status/report.ts";
import { renderStatus } from "./status/table.ts";

export type { EnvironmentStatus, StackReport } from "./status/report.ts";

interface StatusFlags {
    /** @default - the tower and every site */
    readonly site?: readonly string[];
    /** @default false */
    readonly json?: boolean;
}

/** What the status of an environment is made of, so that tests can put something else in its place. */
export interface StatusSources {
    record(stack: string): Promise<Omit<StackReport, "stack" | "site" | "reach">>;
    /** `null` when nothing may be asked. */
    reach(target: StackTarget): Promise<Reachability | null>;
}

/** Looks at every stack side by side: what the backend knows of it, and whether its machines answer. Changes nothing. */
export async function environmentStatus(
    { name, plan, backend, stacks }: Pick<OpenEnvironment, "name" | "plan" | "backend" | "stacks">,
    sites: readonly string[] | null,
    { record, reach }: StatusSources,
): Promise<EnvironmentStatus> {
    const started = Date.now();
    const report = async (target: StackTarget): Promise<StackReport> => {
        const known = stacks.has(target.stack) ? record(target.stack) : noRecord;
        const [recorded, answers] = await Promise.all([known, reach(target)]);
        return { stack: target.stack, site: target.site?.site ?? null, ...recorded, reach: answers };
    };
    const reports = await Promise.all(targetsOf(plan, sites).map(report));
    return { environment: name, backend, seconds: Math.round((Date.now() - started) / 100) / 10, stacks: reports };
}

/** `k-one status`. */
export function statusCommand(): Command {
    const command = new Command("status").description(
        "Show each stack's last update, resources and outputs, and whether its K-Box and APIs answer.",
    );
    return addTargetOptions(command).action(showStatus);
}

async function showStatus(environment: string, { site, json }: StatusFlags): Promise<void> {
    // The addresses of a lab that isn't running belong to someone else; its state can be read all the same.
    const mayAsk = !isLab(environment) || namespaceExists(describeLab(environment).wan);
    if (mayAsk) await ensureInsideLab(environment);
    const open = await openEnvironment(environment, "status", (line) => process.stderr.write(`${line}\n`));
    const status = await environmentStatus(open, site ?? null, {
        record: (stack) => readRecord(open.pulumi, stack),
        reach: async (target) => (mayAsk ? reachOf(open.plan, target) : null),
    });
    printOutcome(status, json, renderStatus);
    if (status.stacks.some(({ error }) => error !== null)) process.exitCode = exitCodes.error;
}

/** A tower that lives on a site's K-Box is reached there. */
async function reachOf({ environment, sites, tower }: EnvironmentPlan, target: StackTarget): Promise<Reachability> {
    const site = target.site ?? sites.find((candidate) => candidate.site === tower.host);
    const open = cloudOpener(environment, patience);
    const place = { kBox: site?.kBox ?? null, region: target.region, openCloud: () => open(target.cloud) };
    const [around, devStack, jobs] = await Promise.all([
        askAround(place),
        target.site?.bootstrap === "devstack" ? askDevStack(target.site, keyPlaces(environment)) : null,
        target.site === null && tower.central !== null ? askJobs(tower, open) : null,
    ]);
    return { ...around, devStack, jobs };
}
