import { setTimeout as sleep } from "node:timers/promises";
import { CloudError } from "../../cloud/cloud.ts";
import { UserError } from "../../plan/user-error.ts";
import { type AdminApi, jobsOf, openJobs, type ShownJob, type TricircleJob, told } from "./jobs.ts";

/** Outcome of `k-one tricircle redo`. With `--json` it is printed as it stands here: fields are only ever added. */
export interface RedoneJob {
    /** The job that was asked for again; one that failed again has a new id. */
    readonly job: TricircleJob;
    /** `waiting`: XJob hasn't brought it to its end in the time given. */
    readonly outcome: "done" | "failed" | "waiting";
}

/** How long XJob gets, and how often it is looked at, in milliseconds. */
export interface Patience {
    readonly timeout: number;
    readonly interval: number;
}

const usual: Patience = { timeout: 60_000, interval: 1000 };

/**
 * Asks XJob to run a failed or waiting job again, and waits for how it ends.
 * @throws UserError when there is no such job, or it isn't one to run again.
 */
export async function redoJob(api: AdminApi, id: string, patience: Patience = usual): Promise<RedoneJob> {
    const before = await find(api, id);
    await ask(api, id);
    const last = await lastRun(api, before, Date.now() + patience.timeout, patience.interval);
    const outcome = last === null ? "done" : last.status === "FAIL" ? "failed" : "waiting";
    return { job: await told(api, last ?? before), outcome };
}

async function find(api: AdminApi, id: string): Promise<ShownJob> {
    const { cloud, central } = api;
    try {
        return (await cloud.request<{ readonly job: ShownJob }>("tricircle", central, `/jobs/${id}`)).job;
    } catch (error) {
        if (!(error instanceof CloudError) || error.status !== 404) throw error;
        const known = (await openJobs(api)).map((job) => `${job.id} (${job.type}, ${job.resource})`);
        const list = known.length > 0 ? `There are: ${known.join("; ")}.` : "No job has failed or waits.";
        throw new UserError(`no job ${id} in Tricircle's Admin API. ${list} One that failed again has a new id.`);
    }
}

async function ask({ cloud, central }: AdminApi, id: string): Promise<void> {
    try {
        await cloud.request("tricircle", central, `/jobs/${id}`, { method: "PUT" });
    } catch (error) {
        if (!(error instanceof CloudError) || error.status !== 400) throw error;
        throw new UserError(
            `job ${id} isn't one to run again: it is running, or has ended well. ` +
                "`k-one status` shows the jobs that failed or wait.",
        );
    }
}

/**
 * The job as it is in the end: `null` when it ended well. XJob keeps no failed or waiting entry of its type and resource
 * then; each further run gets an entry with an id of its own (`finish_job` in tricircle/db/api.py).
 */
async function lastRun(api: AdminApi, before: ShownJob, end: number, interval: number): Promise<ShownJob | null> {
    for (;;) {
        const all = await jobsOf(api, `type=${before.type}`);
        const open = all.filter((job) => job.status !== "SUCCESS" && isSame(job.resource, before.resource));
        const again = open.find((job) => job.status === "FAIL" && job.id !== before.id);
        if (open.length === 0) return null;
        if (again !== undefined && open.every(({ status }) => status === "FAIL")) return again;
        if (Date.now() >= end) return open.find(({ status }) => status !== "FAIL") ?? before;
        await sleep(interval);
    }
}

function isSame(one: ShownJob["resource"], other: ShownJob["resource"]): boolean {
    return Object.entries(one).every(([key, value]) => other[key] === value);
}
