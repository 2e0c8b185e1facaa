import { UserError } from "../plan/user-error.ts";

/** Turns Ctrl-C and its kin into one request to end. */
export interface Interrupt {
    /** Aborted by the first of them. */
    readonly signal: AbortSignal;
    /** Gives the signals back. */
    release(): void;
}

const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Catches what would end this process, so that what it has started can end cleanly first: Pulumi finishes the calls that
 * it has begun, saves its state and releases its lock.
 * @param tell Told once what happens now.
 */
export function onInterrupt(tell: (line: string) => void, source: NodeJS.EventEmitter = process): Interrupt {
    const controller = new AbortController();
    const catcher = () => {
        if (!controller.signal.aborted) {
            tell("Interrupted: waits for the calls under way, saves the state and releases the locks.");
            controller.abort();
        }
    };
    for (const signal of signals) {
        source.on(signal, catcher);
    }
    const release = () => {
        for (const signal of signals) {
            source.off(signal, catcher);
        }
    };
    return { signal: controller.signal, release };
}

/** Lets Ctrl-C end work that changes nothing in order, so that connections are closed and files removed. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
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
