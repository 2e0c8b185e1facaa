import type { StackTarget } from "../../cli/environment.ts";
import { noPolicies } from "../../cli/policy-progress.ts";
import { noChanges } from "../../cli/progress.ts";
import type { PreviewedStack, Steps } from "../../cli/runs.ts";
import type { Operation } from "../../cli/summary.ts";
import type { SitePlan } from "../../plan/environment-plan.ts";

/** Steps that do nothing but say what they were asked to do, with outcomes that a test chooses. */
export interface StepsStandIn extends Steps {
    /** Such as `up lab-gist`, or a group of them that ran side by side: `up lab-gist lab-korea`. */
    readonly calls: string[];
    /** Results that {@link Steps.mend} was given, as `lab-gist done`. */
    readonly mended: string[];
}

type Outcome = Partial<PreviewedStack>;

/**
 * A tower and two sites; `outcomes` maps a call such as `preview lab-gist` to what comes of it.
 * @param owners What has a stack: sites, or `null` for the tower.
 */
export function steps(
    outcomes: Readonly<Record<string, Outcome>> = {},
    existing: readonly string[] = ["lab-tower", "lab-gist", "lab-korea"],
    owners: readonly (string | null)[] = [null, "gist", "korea"],
): StepsStandIn {
    const calls: string[] = [];
    const mended: string[] = [];
    const targets = owners.map(target);
    const run = async (group: readonly StackTarget[], operation: Operation) => {
        if (group.length > 0) {
            calls.push([operation, ...group.map(({ stack }) => stack)].join(" "));
        }
        return group.map((one) => ({ ...result(one, "done"), ...outcomes[`${operation} ${one.stack}`] }));
    };
    return {
        calls,
        mended,
        targets,
        existing: targets.filter(({ stack }) => existing.includes(stack)),
        interrupted: false,
        each: run,
        skip: (group, cause) => group.map((one) => ({ ...result(one, "skipped"), cause })),
        mend: async (results) => {
            mended.push(...results.map(({ stack, status }) => `${stack} ${status}`));
            return results;
        },
    };
}

function target(site: string | null): StackTarget {
    const plan = site === null ? null : ({ site } as SitePlan);
    return { stack: `lab-${site ?? "tower"}`, site: plan, cloud: "c", region: "R", authUrl: "http://k/v3" };
}

function result({ stack, site }: StackTarget, status: PreviewedStack["status"]): PreviewedStack {
    const name = site?.site ?? null;
    return {
        stack,
        site: name,
        status,
        cause: null,
        changes: noChanges,
        removals: [],
        steps: [],
        seconds: 0,
        recovered: [],
        policy: noPolicies,
        repaired: [],
        log: null,
    };
}
