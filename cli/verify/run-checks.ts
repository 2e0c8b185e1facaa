import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import type { Check, CheckKind, CheckResult } from "./check.ts";
import type { Hands } from "./hands.ts";
import { limit } from "./limit.ts";

/** How checks are run. */
export interface RunChecksOptions {
    /** Sites that a check has to concern, or `null` for all. */
    readonly sites: readonly string[] | null;
    /** Checks at a time. */
    readonly atOnce: number;
    readonly signal: AbortSignal;
    /** Called after each check. */
    readonly onResult: (done: number, total: number, result: CheckResult) => void;
}

/**
 * Runs the checks of all kinds that the plan asks for; their results come in the order of the kinds.
 * Logins and leases come first, all at once, so that nothing disturbs the times of the checks.
 */
export async function runChecks(
    plan: EnvironmentPlan,
    kinds: readonly CheckKind[],
    hands: Hands,
    options: RunChecksOptions,
): Promise<readonly CheckResult[]> {
    const { sites } = options;
    const wanted = kinds.flatMap((kind) =>
        kind
            .checks(plan)
            .filter((check) => sites === null || check.sites.some((site) => sites.includes(site)))
            .map((check) => ({ kind, check })),
    );
    await prepare(hands, new Set(wanted.flatMap(({ check }) => check.sites)));
    const some = limit(options.atOnce);
    let done = 0;
    return Promise.all(
        wanted.map(({ kind, check }) =>
            some(async () => {
                const result = await runOne(kind, check, hands, options.signal);
                done += 1;
                options.onResult(done, wanted.length, result);
                return result;
            }),
        ),
    );
}

/** A failure is kept by the hands: each check that needs what failed says so. */
async function prepare(hands: Hands, sites: ReadonlySet<string>): Promise<void> {
    await Promise.allSettled([...sites].flatMap((site) => [hands.leases(site), hands.kBox(site)]));
}

async function runOne(kind: CheckKind, check: Check, hands: Hands, signal: AbortSignal): Promise<CheckResult> {
    const start = performance.now();
    const outcome = await check.run(hands).catch((error: Error) => {
        signal.throwIfAborted();
        return { ok: false, reason: error.message.replace(/\.$/, ""), ms: undefined };
    });
    return {
        from: check.from,
        to: check.to,
        path: check.path,
        ok: outcome.ok,
        ms: Math.round((outcome.ms ?? performance.now() - start) * 100) / 100,
        reason: outcome.reason,
        kind: kind.name,
        table: kind.table,
        sites: check.sites,
    };
}
