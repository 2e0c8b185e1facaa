import type { EnvironmentPlan, SitePlan } from "../../plan/environment-plan.ts";
import type { Check, CheckKind, CheckResult, Down } from "./check.ts";
import { siteDown, towerDown } from "./down.ts";
import type { Hands } from "./hands.ts";
import { limit, turns } from "./limit.ts";

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

/** What running the checks has found out. */
export interface CheckRun {
    /** In the order of the kinds. */
    readonly checks: readonly CheckResult[];
    readonly down: readonly Down[];
}

/**
 * Runs the checks of all kinds that the plan asks for, but those from or to a site that is down.
 * Logins and leases come first, all at once, so that nothing disturbs the times of the checks.
 */
export async function runChecks(
    plan: EnvironmentPlan,
    kinds: readonly CheckKind[],
    hands: Hands,
    options: RunChecksOptions,
): Promise<CheckRun> {
    const { sites } = options;
    const wanted = kinds.flatMap((kind) =>
        kind
            .checks(plan)
            .filter((check) => sites === null || check.sites.some((site) => sites.includes(site)))
            .map((check) => ({ kind, check })),
    );
    const down = await prepare(plan, hands, new Set(wanted.flatMap(({ check }) => check.sites)));
    const some = limit(options.atOnce);
    const turnOf = turns();
    let done = 0;
    const checks = await Promise.all(
        wanted.map(async ({ kind, check }) => {
            const missing = down.find(({ site }) => needs(check, site));
            const run = async () =>
                missing ? notTried(kind, check, missing) : runOne(kind, check, hands, options.signal);
            const result = await turnOf(check.changes)(() => some(run));
            done += 1;
            options.onResult(done, wanted.length, result);
            return result;
        }),
    );
    return { checks, down };
}

/** Says who is down. A failure of any other kind is kept by the hands: each check that needs what failed says so. */
async function prepare(plan: EnvironmentPlan, hands: Hands, names: ReadonlySet<string>): Promise<readonly Down[]> {
    const sites = plan.sites.filter(({ site }) => names.has(site));
    const [tower, others] = await Promise.all([
        towerDown(plan, hands, [...names]),
        Promise.all(sites.map((site) => prepareSite(site, hands))),
    ]);
    return [...others, tower].filter((down) => down !== null);
}

async function prepareSite(plan: SitePlan, hands: Hands): Promise<Down | null> {
    const down = await siteDown(plan, hands);
    if (down === null) await Promise.allSettled([hands.leases(plan.site), hands.kBox(plan.site)]);
    return down;
}

function needs({ sites, needsTower = false }: Check, who: string): boolean {
    return who === "tower" ? needsTower : sites.includes(who);
}

function notTried(kind: CheckKind, check: Check, { site }: Down): CheckResult {
    const who = site === "tower" ? "the tower" : `site ${site}`;
    return { ...described(kind, check), ok: false, ms: 0, reason: `not tried: ${who} is down`, down: site };
}

async function runOne(kind: CheckKind, check: Check, hands: Hands, signal: AbortSignal): Promise<CheckResult> {
    const start = performance.now();
    const outcome = await check.run(hands).catch((error: Error) => {
        signal.throwIfAborted();
        return { ok: false, reason: error.message.replace(/\.$/, ""), ms: undefined };
    });
    return {
        ...described(kind, check),
        ok: outcome.ok,
        ms: Math.round((outcome.ms ?? performance.now() - start) * 100) / 100,
        reason: outcome.reason,
        down: null,
    };
}

function described({ name, table }: CheckKind, { from, to, path, sites }: Check) {
    return { from, to, path, kind: name, table, sites };
}
