import Table from "cli-table3";
import type { CheckReport, CheckResult, Down, Verification } from "./check.ts";
import { summarize } from "./conclusion.ts";

/** What `--json` prints. */
export interface VerificationReport {
    readonly environment: string;
    readonly ok: boolean;
    /** Who is down and the culprit of what else failed, in a sentence each; `null` when all is well. */
    readonly culprit: string | null;
    readonly checks: readonly CheckReport[];
    /** Who is down, also of those that weren't asked for. */
    readonly down: readonly Down[];
}

/** The part of a verification that other programs may rely on. */
export function toReport({ environment, ok, culprit, down, checks }: Verification): VerificationReport {
    return {
        environment,
        ok,
        culprit,
        checks: checks.map(({ from, to, path, ok, ms, reason, down }) => ({ from, to, path, ok, ms, reason, down })),
        down,
    };
}

/** Shows who reached whom over which path: a table for each group of checks, then what failed, then the culprit. */
export function renderVerification(verification: Verification, colors: boolean): string {
    const { checks, ok } = verification;
    const paint: Paint = (style, text) => (colors ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
    const tables = [...groupBy(checks, ({ table }) => table)].map(
        ([title, results]) => `${paint("bold", title)}\n${renderTable(results, paint)}`,
    );
    const failed = checks.filter((result) => !result.ok && result.down === null);
    const list = failed.map((result) => paint("red", describeFailure(result))).join("\n");
    const end = paint(ok ? "green" : "red", closing(verification));
    return [...tables, ...(failed.length > 0 ? [list] : []), end].join("\n\n");
}

/** The culprit's sentence has the count in it when somebody is down. */
function closing({ checks, culprit, down }: Verification): string {
    const count = summarize(checks, down);
    if (culprit === null) return count;
    return down.length === 0 ? `${count}\n${culprit}` : culprit;
}

const codes = { bold: 1, red: 31, green: 32 } as const;

type Paint = (style: keyof typeof codes, text: string) => string;

/** A row for each pair of ends, a column for each path. */
function renderTable(results: readonly CheckResult[], paint: Paint): string {
    const paths = [...new Set(results.map(({ path }) => path))];
    const table = new Table({
        head: ["from", "to", ...paths],
        style: { head: [], border: [], compact: true },
    });
    for (const row of groupBy(results, ({ from, to }) => `${from}\n${to}`).values()) {
        const cells = paths.map((path) =>
            cell(
                row.find((result) => result.path === path),
                paint,
            ),
        );
        table.push([row[0]?.from ?? "", row[0]?.to ?? "", ...cells]);
    }
    return table.toString();
}

function cell(result: CheckResult | undefined, paint: Paint): string {
    if (result === undefined) return "";
    if (result.down !== null) return `– ${result.down} is down`;
    if (!result.ok) return paint("red", "✗ failed");
    const time = result.ms === 0 ? "" : `${result.ms < 10 ? result.ms : Math.round(result.ms)} ms`;
    return [paint("green", "✓"), time, result.reason].filter((word) => word !== "").join(" ");
}

function describeFailure({ from, to, path, reason }: CheckResult): string {
    return `✗ ${from} → ${to}, ${path}: ${reason}`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const key = keyOf(item);
        groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    return groups;
}
