import type { SitePlan } from "../plan/environment-plan.ts";
import { explainFailures } from "./causes.ts";
import { type Display, type Job, runJobs } from "./display.ts";
import { type OpenEnvironment, openEnvironment, type StackTarget, targetsOf } from "./environment.ts";
import { onInterrupt } from "./interrupt.ts";
import { copyDevStackLogs } from "./k-box/dev-stack-log.ts";
import { mendKBox } from "./k-box/mend.ts";
import type { PlannedStep } from "./planned-step.ts";
import { noPolicies, refusal } from "./policy-progress.ts";
import { noChanges, type Removal, StackProgress } from "./progress.ts";
import { recoverStack } from "./recover.ts";
import { failureText, StackSession } from "./session.ts";
import { duration, type Operation, type RunSummary, type StackResult, summarize } from "./summary.ts";

/** How a run of an environment is done. */
export interface RunOptions {
    /**
     * Sites to touch, `tower` among them or not; nothing else is touched then.
     * @default - the tower and every site
     */
    readonly sites?: readonly string[] | undefined;
    /**
     * How many sites at once.
     * @default 4
     */
    readonly parallel?: number | undefined;
    readonly display: Display;
}

/** What is done with a stack. */
interface Work {
    readonly environment: OpenEnvironment;
    readonly operation: Operation;
    readonly signal: AbortSignal;
}

/** How a run of a stack ended. */
type Outcome = Pick<StackResult, "status" | "cause" | "policy">;

/** A stack's result with what it would do, for a reader and for a question to the user. */
export interface PreviewedStack extends StackResult {
    readonly removals: readonly Removal[];
    readonly steps: readonly PlannedStep[];
}

/** What a command does with an environment's stacks. */
export type Steps = Pick<Run, "targets" | "existing" | "interrupted" | "each" | "skip" | "mend">;

/** An environment under work, from its plan to its summary. */
export class Run {
    readonly environment: OpenEnvironment;
    readonly targets: readonly StackTarget[];
    readonly #operation: Operation;
    readonly #options: RunOptions;
    readonly #signal: AbortSignal;
    readonly #started: number;

    constructor(
        environment: OpenEnvironment,
        operation: Operation,
        options: RunOptions,
        signal: AbortSignal,
        started: number,
    ) {
        this.environment = environment;
        this.targets = targetsOf(environment.plan, options.sites ?? null);
        this.#operation = operation;
        this.#options = options;
        this.#signal = signal;
        this.#started = started;
    }

    /** Does something with the given stacks side by side. */
    each(targets: readonly StackTarget[], operation: Operation): Promise<readonly PreviewedStack[]> {
        const work = { environment: this.environment, signal: this.#signal, operation };
        const jobs = targets.map((target) => jobOf(target, work));
        return runJobs(jobs, this.#options.parallel ?? 4, this.#options.display);
    }

    /** Puts right what somebody has changed on the K-Boxes of sites that are now as declared, see {@link mendKBox}. */
    async mend(results: readonly StackResult[]): Promise<readonly StackResult[]> {
        const { environment } = this;
        const jobs = this.targets.flatMap(({ site, stack }) => {
            const result = results.find((candidate) => candidate.stack === stack);
            const settled = result?.status === "done" || result?.status === "unchanged";
            return settled && site !== null && !this.interrupted
                ? [mendJob(environment, site, result, this.#signal)]
                : [];
        });
        const mended = await runJobs(jobs, this.#options.parallel ?? 4, this.#options.display);
        return results.map((result) => mended.find(({ stack }) => stack === result.stack) ?? result);
    }

    /** Results for stacks that aren't touched any more. */
    skip(targets: readonly StackTarget[], cause: string): readonly StackResult[] {
        return targets.map((target) => ({ ...emptyResult(target), status: "skipped" as const, cause }));
    }

    /** Stacks that the backend has. */
    get existing(): readonly StackTarget[] {
        return this.targets.filter(({ stack }) => this.environment.stacks.has(stack));
    }

    /** Whether Ctrl-C was pressed. */
    get interrupted(): boolean {
        return this.#signal.aborted;
    }

    summarize(results: readonly StackResult[]): RunSummary {
        const seconds = (Date.now() - this.#started) / 1000;
        return summarize(this.environment.name, this.#operation, seconds, results);
    }
}

/**
 * Opens an environment and works on it; Ctrl-C ends what is running cleanly.
 * @throws PlanError with every mistake in the environment's files, before anything is changed.
 */
export async function withRun(
    name: string,
    operation: Operation,
    options: RunOptions,
    work: (run: Run) => Promise<readonly StackResult[]>,
): Promise<RunSummary> {
    const started = Date.now();
    const environment = await openEnvironment(name, operation, (line) => options.display.write(line));
    const interrupt = onInterrupt((line) => options.display.write(line));
    try {
        const run = new Run(environment, operation, options, interrupt.signal, started);
        return run.summarize(await work(run));
    } finally {
        interrupt.release();
    }
}

function jobOf(target: StackTarget, work: Work): Job<PreviewedStack> {
    return {
        title: `${work.operation} ${target.stack}`,
        run: (report) => runStack(target, work, report),
        failure: ({ status, cause }) => (status === "done" || status === "unchanged" ? null : (cause ?? status)),
    };
}

async function runStack(target: StackTarget, work: Work, report: (line: string) => void): Promise<PreviewedStack> {
    const started = Date.now();
    const session = new StackSession(work.environment, target, work.operation, report);
    const progress = new StackProgress();
    let recovered: readonly string[] = [];
    let error: unknown = null;
    try {
        work.signal.throwIfAborted();
        recovered = await recoverStack(session, report);
        work.signal.throwIfAborted();
        await session.run(work.operation, { signal: work.signal, onEvent: followed(progress, report) });
    } catch (caught) {
        error = caught;
    }
    await session.close();
    const seconds = Math.round((Date.now() - started) / 100) / 10;
    const outcome = await withLogs(judge(target, work, progress, error), target, work, progress);
    report(`${outcome.status} after ${duration(seconds)}`);
    const { changes, removals, steps } = progress;
    return { ...emptyResult(target), ...outcome, changes, removals, steps, seconds, recovered, log: session.log };
}

/** A failure of DevStack's is told with the copy of its log. */
async function withLogs(outcome: Outcome, target: StackTarget, work: Work, progress: StackProgress): Promise<Outcome> {
    if (outcome.status !== "failed") return outcome;
    const copies = await copyDevStackLogs(work.environment, target, progress.failures, work.signal);
    return { ...outcome, cause: [outcome.cause, ...copies].join("\n  ") };
}

function mendJob(
    environment: OpenEnvironment,
    site: SitePlan,
    result: StackResult,
    signal: AbortSignal,
): Job<StackResult> {
    return {
        title: `check the K-Box of ${result.stack}`,
        run: async () => {
            try {
                const repaired = await mendKBox(environment, site, signal);
                return repaired.length === 0 ? result : { ...result, status: "done", repaired };
            } catch (error) {
                if (signal.aborted) return { ...result, ...interruption("up", environment) };
                return { ...result, status: "failed", cause: failureText(error) };
            }
        },
        failure: ({ cause }) => cause,
    };
}

function interruption(operation: Operation, { name }: OpenEnvironment) {
    const cause = `interrupted; its state is saved and its lock released. Go on with \`npx k-one ${operation} ${name}\`.`;
    return { status: "interrupted", cause } as const;
}

function followed(progress: StackProgress, report: (line: string) => void): StackProgress["onEvent"] {
    return (event) => {
        progress.onEvent(event);
        report(progress.line);
    };
}

function judge(
    { site, stack }: StackTarget,
    { signal, operation, environment }: Work,
    progress: StackProgress,
    error: unknown,
): Outcome {
    const policy = progress.policies.outcome(error === null);
    if (error === null && asksPolicies(operation, environment) && !progress.policies.finished) {
        return { status: "failed", cause: packMissing, policy };
    }
    if (error === null) {
        const { create, update, replace, delete: gone } = progress.changes;
        return { status: create + update + replace + gone === 0 ? "unchanged" : "done", cause: null, policy };
    }
    if (signal.aborted) {
        return { policy, ...interruption(operation, environment) };
    }
    const failures = [...progress.failures, { resource: null, message: failureText(error).replace(`${stack}: `, "") }];
    return { status: "failed", cause: refusal(policy) ?? explainFailures(failures, site), policy };
}

function asksPolicies(operation: Operation, { policyPack }: OpenEnvironment): boolean {
    return policyPack !== null && (operation === "preview" || operation === "up");
}

/** Pulumi itself takes a run without its pack for a good one. */
const packMissing =
    "Pulumi ended well, but says nothing of the policy pack in policy/: it was not loaded, or has no policies, so nothing " +
    "was judged.";

/** A result as the summary holds it. */
export function withoutSteps(result: StackResult & Partial<PreviewedStack>): StackResult {
    const { removals: _removals, steps: _steps, ...rest } = result;
    return rest;
}

function emptyResult({ stack, site }: StackTarget): PreviewedStack {
    const name = site?.site ?? null;
    const nothing = {
        changes: noChanges,
        removals: [],
        steps: [],
        seconds: 0,
        recovered: [],
        repaired: [],
        policy: noPolicies,
        log: null,
    };
    return { stack, site: name, status: "unchanged", cause: null, ...nothing };
}
