import Table from "cli-table3";
import type { CheckReport, CheckResult, Verification } from "./check.ts";

/** What `--json` prints. */
export interface VerificationReport {
    readonly environment: string;
    readonly ok: boolean;
    /** One sentence, or `null` when every check passed. */
    readonly culprit: string | null;
    readonly checks: readonly CheckReport[];
}

/** The part of a verification that other programs may rely on. */
export function toReport({ environment, ok, culprit, checks }: Verification): VerificationReport {
    return {
        environment,
        ok,
        culprit,
        checks: checks.map(({ from, to, path, ok, ms, reason }) => ({ from, to, path, ok, ms, reason })),
    };
}

/** Shows who reached whom over which path: a table for each group of checks, then what failed, then the culprit. */
export function renderVerification(verification: Verification, colors: boolean): string {
    const { checks, culprit } = verification;
    const paint: Paint = (style, text) => (colors ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
    const tables = [...groupBy(checks, ({ table }) => table)].map(
        ([title, results]) => `${paint("bold", title)}\n${renderTable(results, paint)}`,
    );
    const failed = checks.filter(({ ok }) => !ok).map((result) => paint("red", describeFailure(result)));
    const end = culprit === null ? paint("green", summary(checks)) : paint("red", `${summary(checks)}\n${culprit}`);
    return [...tables, ...(failed.length > 0 ? [failed.join("\n")] : []), end].join("\n\n");
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
    if (!result.ok) return paint("red", "✗ failed");
    const time = result.ms === 0 ? "" : `${result.ms < 10 ? result.ms : Math.round(result.ms)} ms`;
    return [paint("green", "✓"), time, result.reason].filter((word) => word !== "").join(" ");
}

function describeFailure({ from, to, path, reason }: CheckResult): string {
    return `✗ ${from} → ${to}, ${path}: ${reason}`;
}

function summary(checks: readonly CheckResult[]): string {
    const passed = checks.filter(({ ok }) => ok).length;
    return `${passed} of ${checks.length} checks passed.`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const key = keyOf(item);
        groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    return groups;
}
