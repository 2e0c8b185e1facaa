import { setMaxListeners } from "node:events";
import { join } from "node:path";
import { Command } from "commander";
import { describeLab, isLab, projectFolder } from "../lab/names.ts";
import { assertInsideLab } from "../lab/namespace.ts";
import { loadPlan } from "../plan/environment.ts";
import type { EnvironmentPlan } from "../plan/environment-plan.ts";
import { UserError } from "../plan/user-error.ts";
import { type Cloud, openCloud } from "./cloud.ts";
import type { CheckResult, Verification } from "./verify/check.ts";
import { Connections } from "./verify/connections.ts";
import { findCulprit } from "./verify/culprit.ts";
import { type Hands, SshHands } from "./verify/hands.ts";
import { kinds } from "./verify/kinds.ts";
import { renderVerification, toReport } from "./verify/report.ts";
import { runChecks } from "./verify/run-checks.ts";
import { localShell } from "./verify/shell.ts";

export type { CheckReport, CheckResult, Verification } from "./verify/check.ts";
export { renderVerification, toReport } from "./verify/report.ts";

/** How {@link verifyEnvironment} works. */
export interface VerifyOptions {
    /**
     * Only checks from or to these sites.
     * @default - all sites
     */
    readonly sites?: readonly string[];
    /**
     * Seconds to wait for a guest that still boots.
     * @default 30
     */
    readonly bootSeconds?: number;
    /**
     * Seconds to wait for a guest's routes after its leases were renewed.
     * @default 15
     */
    readonly routeSeconds?: number;
    /**
     * Checks at a time.
     * @default 8
     */
    readonly atOnce?: number;
    /**
     * Ends everything early; what was opened is closed before the error is thrown.
     * @default - never
     */
    readonly signal?: AbortSignal;
    /**
     * Called after each check.
     * @default - nothing
     */
    readonly onResult?: (done: number, total: number, result: CheckResult) => void;
}

/**
 * Proves that packets flow: every guest reaches every other over the shared networks, the outside and is reached
 * from here; the underlay carries what the plan counts on. A lab's environment must be verified inside its WAN.
 */
export async function verifyEnvironment(plan: EnvironmentPlan, options: VerifyOptions = {}): Promise<Verification> {
    assertInsideLab(plan.environment);
    const sites = options.sites ?? null;
    refuseUnknownSites(plan, sites ?? []);
    const signal = options.signal ?? new AbortController().signal;
    // Every command that runs listens to it.
    setMaxListeners(0, signal);
    const connections = await Connections.create(signal);
    try {
        const hands = handsOf(plan, options, connections, signal);
        const checks = await runChecks(plan, kinds, hands, {
            sites,
            atOnce: options.atOnce ?? 8,
            signal,
            onResult: options.onResult ?? (() => undefined),
        });
        const culprit = findCulprit(checks);
        return { environment: plan.environment, ok: culprit === null, culprit, checks };
    } finally {
        await connections.close();
    }
}

/** `k-one verify <environment>`. */
export function verifyCommand(): Command {
    return new Command("verify")
        .description("Proves that packets flow between all guests over net3, to the outside and back.")
        .argument("<environment>", "environment's name, such as lab")
        .option("--site <names>", "only checks from or to these sites, such as gist,korea", splitNames)
        .option("--json", "print JSON instead of tables")
        .action(verifyAndShow);
}

interface CommandOptions {
    readonly site?: readonly string[];
    readonly json?: boolean;
}

async function verifyAndShow(environment: string, { site, json }: CommandOptions): Promise<void> {
    const plan = loadPlan(join(projectFolder, "stacks"), environment);
    const verification = await interruptible((signal) =>
        verifyEnvironment(plan, { signal, onResult: showProgress, ...(site === undefined ? {} : { sites: site }) }),
    );
    const colors = process.stdout.isTTY === true && !process.env.NO_COLOR;
    const text = json ? JSON.stringify(toReport(verification), null, 4) : renderVerification(verification, colors);
    process.stdout.write(`${text}\n`);
    if (verification.ok) return;
    process.exitCode = 1;
    if (json) process.stderr.write(`${verification.culprit}\n`);
}

/** Lets Ctrl-C end the work in order, so that connections are closed and files removed. */
async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const stop = () => controller.abort(new UserError("Interrupted."));
    // With `once`, execa would see no listener left and end the process before anything is cleaned up.
    process.on("SIGINT", stop).on("SIGTERM", stop);
    try {
        return await work(controller.signal);
    } finally {
        process.off("SIGINT", stop).off("SIGTERM", stop);
    }
}

function showProgress(done: number, total: number, { from, to, path }: CheckResult): void {
    if (!process.stderr.isTTY) return;
    const text = done === total ? "" : `${done} of ${total} checks: ${from} → ${to}, ${path}`;
    process.stderr.write(`\r\u001b[K${text.slice(0, process.stderr.columns - 1)}`);
}

function splitNames(text: string): readonly string[] {
    return text.split(",").filter((name) => name !== "");
}

function refuseUnknownSites(plan: EnvironmentPlan, sites: readonly string[]): void {
    const known = plan.sites.map(({ site }) => site);
    const unknown = sites.filter((site) => !known.includes(site));
    if (unknown.length === 0) return;
    throw new UserError(
        `--site ${unknown.join(",")}: no such site in ${plan.environment}. Its sites are ${known.join(", ")}.`,
    );
}

function handsOf(plan: EnvironmentPlan, options: VerifyOptions, connections: Connections, signal: AbortSignal): Hands {
    return new SshHands({
        plan,
        here: localShell(signal),
        connections,
        openCloud: cloudOpener(plan.environment),
        keys: { labKeys: isLab(plan.environment) ? describeLab(plan.environment).keys : null, env: process.env },
        bootSeconds: options.bootSeconds ?? 30,
        routeSeconds: options.routeSeconds ?? 15,
        signal,
    });
}

function cloudOpener(environment: string): (entry: string) => Promise<Cloud> {
    const own = isLab(environment) ? { OS_CLIENT_CONFIG_FILE: describeLab(environment).clouds } : {};
    return (entry) => openCloud(entry, { env: { ...process.env, ...own }, timeout: 10_000 });
}
