import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../plan/user-error.ts";
import type { Machine } from "./machine.ts";
import { readText } from "./processes.ts";
import { leaderOf, lifeOf } from "./supervisor.ts";

// A tower and five sites on two slow cores take about four minutes.
const limitSeconds = 600;

/** How far a machine is with becoming what it shall be. */
export interface Progress {
    readonly ready: boolean;
    /** What it is doing, in its own words; empty before it says something. */
    readonly phase: string;
    /** Why it can't go on, in its own words; empty while it can. */
    readonly failure: string;
}

/** What a machine says of itself in `/run/k-one-lab`. */
export function progressOf(machine: Machine): Progress {
    return {
        ready: tells(machine, "ready") !== null,
        phase: tells(machine, "phase") ?? "",
        failure: tells(machine, "failed") ?? "",
    };
}

// `null` when the machine doesn't tell it, or doesn't run.
function tells(machine: Machine, file: string): string | null {
    const leader = leaderOf(machine.folder);
    return leader === null ? null : (readText(`/proc/${leader}/root/run/k-one-lab/${file}`)?.trim() ?? null);
}

/** Waits until all of a machine answers; reports each of its phases once. */
export async function awaitReady(machine: Machine, report: (phase: string) => void): Promise<void> {
    const end = Date.now() + limitSeconds * 1000;
    let last = "";
    for (;;) {
        const { ready, phase, failure } = progressOf(machine);
        if (ready) return;
        if (phase !== last) report(phase);
        last = phase;
        assertHopeful(machine, failure);
        if (Date.now() > end) throw trouble(machine, `is not ready after ${limitSeconds} s; last it said "${phase}"`);
        await sleep(200);
    }
}

function assertHopeful(machine: Machine, failure: string): void {
    if (failure !== "") throw trouble(machine, `can't go on: ${failure}`);
    const { state, code } = lifeOf(machine.folder);
    if (state !== "running") throw trouble(machine, state === "failed" ? `ended with code ${code}` : `is ${state}`);
}

function trouble(machine: Machine, what: string): UserError {
    return new UserError(`${machine.hostname} ${what}. Log: ${machine.log}`);
}
