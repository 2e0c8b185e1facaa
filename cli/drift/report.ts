import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { VtepDifference } from "../k-box/vtep-end.ts";
import { describeDifference } from "../k-box/vtep-end.ts";
import type { ResourceDrift } from "./resource-drift.ts";

/** How a look at one stack ended. `not yet`: it was never brought up, so that nothing can have drifted. */
export type DriftStatus = "clean" | "drifted" | "not yet" | "failed" | "interrupted";

/** One thing on a K-Box that isn't what the stack has put there. Fields are only ever added. */
export interface KBoxDrift extends VtepDifference {
    /** Shared network's name, such as `net3`. */
    readonly network: string;
}

/** One stack's part of a {@link DriftReport}. */
export interface StackDrift {
    /** Such as `lab-gist`. */
    readonly stack: string;
    /** Site's name, or `null` for the tower. */
    readonly site: string | null;
    readonly status: DriftStatus;
    readonly resources: readonly ResourceDrift[];
    readonly kBox: readonly KBoxDrift[];
    /** Why it couldn't be told, in a sentence, or `null`. */
    readonly cause: string | null;
    /** File with Pulumi's own output, or `null` when Pulumi wasn't run. */
    readonly log: string | null;
}

/** Outcome of `k-one drift`. With `--json` it is printed as it stands here: fields are only ever added. */
export interface DriftReport {
    readonly environment: string;
    /** Whether every stack could be looked at, and none has drifted. */
    readonly ok: boolean;
    /** Tower first, then the sites by name. */
    readonly stacks: readonly StackDrift[];
}

/** Puts the stacks' parts together. */
export function toDriftReport(environment: string, stacks: readonly StackDrift[]): DriftReport {
    const sorted = [...stacks].sort((one, other) => (one.site ?? "").localeCompare(other.site ?? ""));
    return {
        environment,
        ok: sorted.every(({ status }) => status === "clean" || status === "not yet"),
        stacks: sorted,
    };
}

/** Exit code of a look: an error comes before drift, which may be more than what was seen then. */
export function driftExitCode({ stacks }: DriftReport): ExitCode {
    if (stacks.some(({ status }) => status === "failed" || status === "interrupted")) return exitCodes.error;
    return stacks.some(({ status }) => status === "drifted") ? exitCodes.changes : exitCodes.done;
}

/** Report for a human: a line for each stack, what drifted below it, then what to do. */
export function renderDrift({ environment, stacks }: DriftReport): string {
    return [
        ...stacks.flatMap((stack) => [renderStack(environment, stack), ...details(stack)]),
        ...advice(environment, stacks),
    ].join("\n");
}

function renderStack(environment: string, { stack, site, status, cause, log }: StackDrift): string {
    const up = `npx k-one up ${environment} --site ${site ?? "tower"}`;
    const texts: Readonly<Record<DriftStatus, string>> = {
        clean: "no drift",
        drifted: "drifted",
        "not yet": `never brought up; \`${up}\` does it`,
        failed: `${cause}${log === null ? "" : `\n  Pulumi's output: ${log}`}`,
        interrupted: `${cause}`,
    };
    return `${stack}: ${texts[status]}`;
}

function details({ resources, kBox }: StackDrift): readonly string[] {
    return [
        ...resources.flatMap(renderResource),
        ...kBox.map((found) => `  K-Box, ${found.network}: ${describeDifference(found)}`),
    ];
}

function renderResource({ resource, type, kind, properties }: ResourceDrift): readonly string[] {
    if (kind === "gone") return [`  ${resource} (${type}) is gone`];
    const changes = properties.map(({ path, was, is }) => `    ${path}: ${was ?? "nothing"} → ${is ?? "nothing"}`);
    return [`  ${resource} (${type}) was changed:`, ...changes];
}

/** Pulumi's `up` alone compares files with state: only a refresh lets it see what somebody else did to an object. */
function advice(environment: string, stacks: readonly StackDrift[]): readonly string[] {
    const drifted = stacks.filter(({ status }) => status === "drifted");
    if (drifted.length === 0) return [];
    const command = (name: string, of: readonly StackDrift[]) =>
        `npx k-one ${name} ${environment} --site ${of.map(({ site }) => site ?? "tower").join(",")}`;
    const objects = drifted.filter(({ resources }) => resources.length > 0);
    const refresh = objects.length === 0 ? "" : `${command("refresh", objects)}, then `;
    return [`To undo it: ${refresh}${command("up", drifted)}`];
}
