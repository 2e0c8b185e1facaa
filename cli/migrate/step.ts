/** What a step does; the order here is the order of the steps. */
export type StepName = "leave" | "wire" | "files" | "state" | "up";

/** One thing that a migration does. Whether it is done, it sees from the world, so that a run after a killed one goes on. */
export interface Step {
    /** Site's name, `tower`, or `null` for a step of the whole environment. */
    readonly site: string | null;
    readonly name: StepName;
    /** What it does, as a sentence. */
    readonly what: string;
    isDone(): Promise<boolean>;
    run(): Promise<void>;
}

/** A step as a report shows it. */
export interface StepReport {
    readonly site: string | null;
    readonly name: StepName;
    readonly what: string;
    /** `open`: still to be done; `before`: an earlier run has done it; `done`: this one has. */
    readonly state: "open" | "before" | "done";
    /** How long it took; 0 where this run hasn't done it. */
    readonly seconds: number;
}

/** What {@link runSteps} tells while it works. */
export interface StepWatch {
    readonly signal: AbortSignal;
    /** Told when a step begins. */
    begins(step: Step): void;
    /** Waited for after a step. */
    ended(step: Step): Promise<void>;
}

/** Looks which steps are still to be done; changes nothing. */
export function lookAtSteps(steps: readonly Step[]): Promise<readonly StepReport[]> {
    return Promise.all(steps.map(async (step) => reportOf(step, (await step.isDone()) ? "before" : "open")));
}

/** Does, one after the other, what isn't done. The first that fails ends it: what comes later stands on it. */
export async function runSteps(steps: readonly Step[], watch: StepWatch): Promise<readonly StepReport[]> {
    const reports: StepReport[] = [];
    for (const step of steps) {
        watch.signal.throwIfAborted();
        reports.push(await runStep(step, watch));
    }
    return reports;
}

async function runStep(step: Step, watch: StepWatch): Promise<StepReport> {
    if (await step.isDone()) return reportOf(step, "before");
    const started = performance.now();
    watch.begins(step);
    await step.run();
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    await watch.ended(step);
    return reportOf(step, "done", seconds);
}

/** Title of a step, such as `gist: wire`. */
export function titleOf({ site, name }: Pick<Step, "site" | "name">): string {
    return site === null ? name : `${site}: ${name}`;
}

function reportOf({ site, name, what }: Step, state: StepReport["state"], seconds = 0): StepReport {
    return { site, name, what, state, seconds };
}
