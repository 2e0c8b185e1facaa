import { Listr, PRESET_TIMER } from "listr2";

/** A piece of work that is shown while it goes on. */
export interface Job<T> {
    /** Such as a stack's name. */
    readonly title: string;
    run(report: (line: string) => void): Promise<T>;
    /** Why it failed, in a sentence, or `null` when it didn't. */
    failure(result: T): string | null;
}

/** How work is shown. */
export interface Display {
    /** Whether lines may be drawn over: a terminal. */
    readonly live: boolean;
    /** Takes a line where they may not. */
    write(line: string): void;
}

/** Shows work live on a terminal, as plain lines elsewhere; on standard error where standard output is for JSON. */
export function chooseDisplay(json: boolean): Display {
    const stream = json ? process.stderr : process.stdout;
    const live = !json && process.stdout.isTTY === true && process.env.TERM !== "dumb" && !process.env.CI;
    return { live, write: (line) => stream.write(`${line}\n`) };
}

/** Whether output may be coloured: on a terminal, unless NO_COLOR says no (https://no-color.org). */
export function mayColor(env: NodeJS.ProcessEnv = process.env, terminal = process.stdout.isTTY === true): boolean {
    return terminal && (env.NO_COLOR ?? "") === "";
}

/** Runs jobs side by side, at most `parallel` at once. One that fails doesn't stop the others. */
export async function runJobs<T>(jobs: readonly Job<T>[], parallel: number, display: Display): Promise<readonly T[]> {
    const results = new Map<Job<T>, T>();
    const tasks = jobs.map((job) => ({
        title: job.title,
        task: async (_context: unknown, task: { output: unknown }) => {
            const plain = plainReporter(job.title, display);
            const result = await job.run((line) => {
                task.output = line;
                plain(line);
            });
            results.set(job, result);
            throwFailure(job.failure(result));
        },
    }));
    // Listr would end this process at Ctrl-C, before Pulumi has ended.
    const shared = { concurrent: parallel, exitOnError: false, registerSignalListeners: false } as const;
    const list = display.live
        ? new Listr(tasks, { ...shared, rendererOptions: { timer: PRESET_TIMER, collapseErrors: false } })
        : new Listr(tasks, { ...shared, renderer: "silent" });
    await list.run();
    return jobs.flatMap((job) => results.get(job) ?? []);
}

/** Listr marks what throws. */
function throwFailure(failure: string | null): void {
    if (failure !== null) {
        throw new Error(failure);
    }
}

const plainInterval = 5000;

/** A line now and then is enough where nothing can be drawn over. */
function plainReporter(title: string, display: Display): (line: string) => void {
    let last = 0;
    return (line) => {
        if (!display.live && Date.now() - last >= plainInterval) {
            last = Date.now();
            display.write(`${title}: ${line}`);
        }
    };
}
