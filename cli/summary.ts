import Table from "cli-table3";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { PolicyOutcome } from "./policy-progress.ts";
import type { Changes } from "./progress.ts";

/** What is done with an environment's stacks. */
export type Operation = "up" | "preview" | "refresh" | "destroy";

/**
 * How a run of one stack ended: `done`, `unchanged` (there was nothing to do), `failed`, `interrupted` by Ctrl-C, or
 * `skipped` since another stack's failure made it pointless.
 */
export type StackStatus = "done" | "unchanged" | "failed" | "interrupted" | "skipped";

/** One stack's part of a run. */
export interface StackResult {
    /** Such as `lab-gist`. */
    readonly stack: string;
    /** Site's name, or `null` for the tower. */
    readonly site: string | null;
    readonly status: StackStatus;
    readonly changes: Changes;
    readonly seconds: number;
    /** Why it didn't work, in a sentence, or `null`. */
    readonly cause: string | null;
    /** What was settled of an earlier run that was killed. */
    readonly recovered: readonly string[];
    /** What the policy pack says; `not run` in a refresh and in a destroy, which ask none. */
    readonly policy: PolicyOutcome;
    /** What somebody had changed on the site's K-Box and `up` has put right, as sentences without a full stop. */
    readonly repaired: readonly string[];
    /** File with Pulumi's own output, or `null` when Pulumi wasn't run. */
    readonly log: string | null;
}

/**
 * Outcome of `k-one up|preview|refresh|destroy`. With `--json` it is printed as it stands here: fields are only ever added.
 */
export interface RunSummary {
    readonly environment: string;
    readonly operation: Operation;
    /** Whether every stack ended `done` or `unchanged`. */
    readonly ok: boolean;
    readonly seconds: number;
    /** Tower first, then the sites by name. */
    readonly stacks: readonly StackResult[];
}

/** Puts the stacks' results together. */
export function summarize(
    environment: string,
    operation: Operation,
    seconds: number,
    results: readonly StackResult[],
): RunSummary {
    const stacks = [...results].sort(bySite);
    const ok = stacks.every(({ status }) => status === "done" || status === "unchanged");
    return { environment, operation, ok, seconds: round(seconds), stacks };
}

function bySite(one: StackResult, other: StackResult): number {
    return (one.site ?? "").localeCompare(other.site ?? "");
}

/** Summary for a human: a table, then a paragraph for each stack that has something to say. */
export function renderSummary(summary: RunSummary, color: boolean): string {
    const heads = ["stack", "result", "create", "update", "replace", "delete", "same", "policy", "time"];
    // cli-table3 colours by itself unless it is told otherwise.
    const table = new Table({ head: heads, style: color ? { head: ["bold"], border: [] } : { head: [], border: [] } });
    for (const { stack, status, changes, policy, seconds } of summary.stacks) {
        const { create, update, replace, delete: gone, same } = changes;
        table.push([stack, status, create, update, replace, gone, same, verdict(policy), duration(seconds)]);
    }
    return [table.toString(), ...summary.stacks.flatMap(remarks)].join("\n");
}

/** What the policies say, in two words. */
function verdict({ state, passed, violations }: PolicyOutcome): string {
    const words = { passed: `${passed.length} passed`, failed: `${violations.length} refused`, "not run": "not run" };
    return words[state];
}

function remarks({ stack, cause, recovered, repaired, policy, log }: StackResult): readonly string[] {
    const settled = [
        ...recovered.map((note) => `${stack}: after a killed run: ${note}.`),
        ...repaired.map((note) => `${stack}: repaired: ${note}.`),
    ];
    const where = log === null ? "" : `\n  Pulumi's output: ${log}`;
    const why = cause === null ? [] : [`${stack}: ${cause}${where}`];
    const refused = policy.violations
        .slice(1)
        .map((one) => `${stack}: policy ${one.policy} refuses it: ${one.message}`);
    const warned = policy.warnings.map((one) => `${stack}: policy ${one.policy} warns: ${one.message}`);
    return [...settled, ...why, ...refused, ...warned];
}

/**
 * Exit code of a run: 1 when a stack failed.
 * @param expectNoChanges Whether changes are told apart from none, by 2.
 */
export function exitCode({ ok, stacks }: RunSummary, expectNoChanges = false): ExitCode {
    if (!ok) return exitCodes.error;
    const changed = stacks.some(({ status }) => status === "done");
    return expectNoChanges && changed ? exitCodes.changes : exitCodes.done;
}

/** Seconds as a human reads them: `4 s`, `2 min 5 s`. */
export function duration(seconds: number): string {
    const whole = Math.round(seconds);
    return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function round(seconds: number): number {
    return Math.round(seconds * 10) / 10;
}
