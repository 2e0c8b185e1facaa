import { setTimeout as pause } from "node:timers/promises";
import { execa } from "execa";
import { UserError } from "../../plan/user-error.ts";
import { type ProcessInfo, processesOfStack } from "./processes.ts";

/** What {@link endOrphans} may be told. */
export interface OrphanOptions {
    /**
     * Milliseconds to wait for what is still at work.
     * @default 180000
     */
    readonly limit?: number;
    /**
     * Milliseconds between two looks.
     * @default 400
     */
    readonly interval?: number;
    /**
     * URL of the stack's backend: a stack of the same name in another one, such as another clone's lab, is not ours.
     * @default - every backend's
     */
    readonly backend?: string;
    /** Told what is waited for. */
    report(line: string): void;
}

/** Looks in a row at which a plugin must be seen idle: between two calls it is idle for a moment, too. */
const looksToTrust = 3;

/**
 * Ends what a killed run of a stack has left running. A provider plugin may be in the middle of an API call whose outcome
 * nobody will record: it is ended once the answer is there, so that a look-up afterwards sees what there is.
 * @returns What was done, as sentences.
 * @throws UserError when another run is under way, or when something doesn't end in time.
 */
export async function endOrphans(stack: string, options: OrphanOptions): Promise<readonly string[]> {
    const deadline = Date.now() + (options.limit ?? 180_000);
    const idle = new Map<number, number>();
    const ended = new Set<number>();
    const ours = () => processesOfStack(stack).filter((process) => isOurs(process, options.backend));
    for (let left = ours(); left.length > 0; left = ours()) {
        refuseLiving(stack, left);
        const working = await busy(left, idle);
        if (Date.now() > deadline) {
            throw new UserError(describeStuck(stack, left));
        }
        for (const { pid } of left.filter((process) => !working.includes(process))) {
            end(pid);
            ended.add(pid);
        }
        if (working.length > 0) {
            options.report(`waits for the killed run's ${working.map(({ command }) => command).join(", ")} to end`);
        }
        await pause(options.interval ?? 400);
    }
    return ended.size === 0 ? [] : [`${ended.size} processes of the killed run were ended`];
}

function isOurs(process: ProcessInfo, backend: string | undefined): boolean {
    return backend === undefined || process.backend === null || process.backend === backend;
}

/** An engine that is still its run's child belongs to somebody; one whose run was killed ends by itself. */
function refuseLiving(stack: string, processes: readonly ProcessInfo[]): void {
    const engine = processes.find(({ command, parent, run }) => command === "pulumi" && parent === run);
    if (engine !== undefined) {
        const since = engine.started.toISOString();
        throw new UserError(
            `${stack}: another run of it is under way (process ${engine.pid} since ${since}). Wait for it.`,
        );
    }
}

async function busy(processes: readonly ProcessInfo[], idle: Map<number, number>): Promise<readonly ProcessInfo[]> {
    const plugins = processes.filter(({ command }) => command === "pulumi-resource");
    const asking = plugins.length === 0 ? new Set<number>() : await waitingForAnswer();
    for (const { pid } of plugins) {
        idle.set(pid, asking.has(pid) ? 0 : (idle.get(pid) ?? 0) + 1);
    }
    const engines = processes.filter(({ command }) => command === "pulumi");
    return [...engines, ...plugins.filter(({ pid }) => (idle.get(pid) ?? 0) < looksToTrust)];
}

/** Processes with a connection on which they have sent something since they last got something. */
async function waitingForAnswer(): Promise<ReadonlySet<number>> {
    const { stdout } = await execa("ss", ["-tinpHO", "state", "established"], { reject: false });
    return parseWaiting(typeof stdout === "string" ? stdout : "");
}

/** Reads `ss -tinpHO`: one connection a line, with `users:(("name",pid=1,fd=3))`, `lastsnd` and `lastrcv` in ms ago. */
export function parseWaiting(text: string): ReadonlySet<number> {
    const waiting = text.split("\n").filter((line) => field(line, "lastsnd") < field(line, "lastrcv"));
    return new Set(waiting.flatMap((line) => [...line.matchAll(/pid=(\d+)/g)].map((match) => Number(match[1]))));
}

function field(line: string, name: string): number {
    return Number(new RegExp(`\\b${name}:(\\d+)`).exec(line)?.[1] ?? 0);
}

function end(pid: number): void {
    try {
        process.kill(pid, "SIGTERM");
    } catch {
        // It ended by itself meanwhile.
    }
}

function describeStuck(stack: string, left: readonly ProcessInfo[]): string {
    const names = left.map(({ command, pid }) => `${command} (process ${pid})`).join(", ");
    return (
        `${stack}: a killed run has left ${names}, still waiting for an answer. ` +
        "Nothing was changed. End them with `kill` if they hang, then run the command again."
    );
}
