import type { TricircleJob } from "../tricircle/jobs.ts";

/** Whether something answered. */
export interface Answer {
    readonly ok: boolean;
    /** What it answered that is worth a word, or why it didn't; `null` when there is nothing to say. */
    readonly reason: string | null;
}

/** Whether a site's machines answer from here, now. */
export interface Reachability {
    /** SSH port of the K-Box; `null` for a tower that is on no site's K-Box. */
    readonly ssh: Answer | null;
    /** How far DevStack is on the K-Box, such as `running; last phase: Starting Keystone`; `null` where nothing could be asked. */
    readonly devStack: string | null;
    /** Jobs of Tricircle that failed or wait; `null` for a site, with another driver, and where nothing could be asked. */
    readonly jobs: readonly TricircleJob[] | null;
    /** APIs by their type in Keystone's catalogue, such as `network`; `identity` alone when Keystone gives no token. */
    readonly apis: Readonly<Record<string, Answer>>;
}

/** Last thing that was done with a stack. */
export interface LastUpdate {
    /** When it ended, such as `2027-06-30T12:00:00.000Z`. */
    readonly time: string;
    /** Pulumi's word: `update`, `refresh`, `destroy`, `import`, … */
    readonly kind: string;
    /** Pulumi's word: `succeeded`, `failed`, `in-progress`. */
    readonly result: string;
}

/** What the backend knows of a stack. */
export interface StackRecord {
    /** `null` when nothing was ever done with it. */
    readonly lastUpdate: LastUpdate | null;
    /** How many objects of OpenStack and of the K-Box are in its state; `null` when the backend has no such stack. */
    readonly resources: number | null;
    /** How many operations a killed run has left open; the next `up` settles them. */
    readonly pending: number;
    /** Outputs by name; a secret one is the text `[secret]`. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** Why the backend couldn't say, in a sentence, or `null`. */
    readonly error: string | null;
}

/** A stack's part of {@link EnvironmentStatus}. */
export interface StackReport extends StackRecord {
    /** Such as `lab-gist`. */
    readonly stack: string;
    /** Site's name, or `null` for the tower. */
    readonly site: string | null;
    /** `null` when nothing was asked: the lab isn't running. */
    readonly reach: Reachability | null;
}

/** Outcome of `k-one status`. With `--json` it is printed as it stands here: fields are only ever added. */
export interface EnvironmentStatus {
    readonly environment: string;
    /** URL of the backend that keeps the state; empty when Pulumi isn't logged in to any. */
    readonly backend: string;
    readonly seconds: number;
    /** Tower first, then the sites by name. */
    readonly stacks: readonly StackReport[];
}
