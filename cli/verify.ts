import { Command, Option } from "commander";
import { assertInsideLab } from "../lab/namespace.ts";
import type { EnvironmentPlan } from "../plan/environment-plan.ts";
import { ensureInsideLab } from "./inside-lab.ts";
import { interruptible } from "./interrupt.ts";
import { printOutcome } from "./outcome.ts";
import { assertSites, siteList } from "./site-names.ts";
import { planOf } from "./stack-files.ts";
import { type CheckResult, type Subject, subjects, type Verification } from "./verify/check.ts";
import { conclude } from "./verify/conclusion.ts";
import { kinds } from "./verify/kinds.ts";
import { renderVerification, toReport } from "./verify/report.ts";
import { runChecks } from "./verify/run-checks.ts";
import { type HandsOptions, withHands } from "./verify/with-hands.ts";

export type { CheckReport, CheckResult, Verification } from "./verify/check.ts";
export { renderVerification, toReport } from "./verify/report.ts";

/** How {@link verifyEnvironment} works. */
export interface VerifyOptions extends HandsOptions {
    /**
     * Only checks from or to these sites.
     * @default - all sites
     */
    readonly sites?: readonly string[];
    /**
     * Only the checks of what is about this.
     * @default - all checks
     */
    readonly only?: Subject;
    /**
     * Checks at a time.
     * @default 8
     */
    readonly atOnce?: number;
    /**
     * Called after each check.
     * @default - nothing
     */
    readonly onResult?: (done: number, total: number, result: CheckResult) => void;
}

/**
 * Proves that packets flow: every guest reaches every other over the shared networks, the outside and is reached
 * from here; the underlay carries what the plan counts on. And proves that sites are kept apart: what must not answer
 * doesn't, while its positive twin does. A lab's environment must be verified inside its WAN.
 */
export async function verifyEnvironment(plan: EnvironmentPlan, options: VerifyOptions = {}): Promise<Verification> {
    assertInsideLab(plan.environment);
    const sites = options.sites ?? null;
    assertSites(
        plan.environment,
        sites ?? [],
        plan.sites.map(({ site }) => site),
    );
    const { atOnce = 8, signal = new AbortController().signal, onResult = () => undefined } = options;
    const wanted = kinds.filter(({ about }) => options.only === undefined || about === options.only);
    const { checks, down } = await withHands(plan, { ...options, signal }, (hands) =>
        runChecks(plan, wanted, hands, { sites, atOnce, signal, onResult }),
    );
    return { environment: plan.environment, ...conclude(checks, down, sites), down, checks };
}

/** `k-one verify <environment>`. */
export function verifyCommand(): Command {
    return new Command("verify")
        .description(
            "Prove that packets flow between all guests over net3, to the outside and back, and go nowhere else.",
        )
        .argument("<environment>", "such as lab")
        .option("-s, --site <sites>", "only checks from or to these sites: a,b", siteList)
        .addOption(
            new Option("--only <checks>", "only these: packets' paths, or the sites' isolation").choices(subjects),
        )
        .option("--json", "print JSON instead of tables")
        .action(verifyAndShow);
}

interface CommandOptions {
    /** @default - all sites */
    readonly site?: readonly string[];
    /** @default - all checks */
    readonly only?: Subject;
    /** @default false */
    readonly json?: boolean;
}

async function verifyAndShow(environment: string, { site, only, json }: CommandOptions): Promise<void> {
    await ensureInsideLab(environment);
    const plan = planOf(environment);
    const verification = await interruptible((signal) =>
        verifyEnvironment(plan, {
            ...{ signal, onResult: showProgress },
            ...(site === undefined ? {} : { sites: site }),
            ...(only === undefined ? {} : { only }),
        }),
    );
    printOutcome(toReport(verification), json, (_report, colors) => renderVerification(verification, colors));
    if (verification.ok) return;
    process.exitCode = 1;
    if (json) process.stderr.write(`${verification.culprit}\n`);
}

function showProgress(done: number, total: number, { from, to, path }: CheckResult): void {
    if (!process.stderr.isTTY) return;
    const text = done === total ? "" : `${done} of ${total} checks: ${from} → ${to}, ${path}`;
    process.stderr.write(`\r\u001b[K${text.slice(0, process.stderr.columns - 1)}`);
}
