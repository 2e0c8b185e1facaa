import { isDeepStrictEqual } from "node:util";
import type { EnvironmentPlan, SitePlan, TowerPlan } from "../../plan/environment-plan.ts";
import type { StackFile } from "../../plan/stack-file.ts";
import { list } from "../../plan/words.ts";
import type { Base } from "./base.ts";

/** A stack that a change touches. */
export interface TouchedStack {
    /** Such as `kone-gist`. */
    readonly stack: string;
    /** Why, as a clause: `its own file changes`. */
    readonly why: string;
}

/** What a change makes of an environment's stacks. */
export interface Touched {
    /** Tower first, then the sites by name. */
    readonly touched: readonly TouchedStack[];
    /** Names of the stacks that come out as they were. */
    readonly untouched: readonly string[];
    /** Names of the stacks whose files are gone. */
    readonly gone: readonly string[];
}

/** An environment after the change. */
export interface Head {
    readonly plan: EnvironmentPlan;
    readonly files: readonly StackFile[];
}

type StackPlan = TowerPlan | SitePlan;

/**
 * Which stacks a change touches: those whose own file, whose plan (with peers and routes, which other sites' files give) or
 * whose program differs.
 */
export function touchedStacks(base: Base, head: Head): Touched {
    const plans = plansOf(head.plan);
    const before = new Map(base.plan === null ? [] : plansOf(base.plan).map((plan) => [plan.stack, plan]));
    const reasons = plans.map((plan) => ({ stack: plan.stack, why: reason(plan, before.get(plan.stack), base, head) }));
    const known = new Set(plans.map(({ stack }) => stack));
    return {
        touched: reasons.flatMap(({ stack, why }) => (why === null ? [] : [{ stack, why }])),
        untouched: reasons.flatMap(({ stack, why }) => (why === null ? stack : [])),
        gone: [...before.keys()].filter((stack) => !known.has(stack)),
    };
}

function plansOf({ tower, sites }: EnvironmentPlan): readonly StackPlan[] {
    return [tower, ...sites];
}

/** The most telling reason why a stack is touched, or `null`. */
function reason(plan: StackPlan, before: StackPlan | undefined, base: Base, head: Head): string | null {
    const file = fileOf(plan.stack, head.files);
    const old = fileOf(plan.stack, base.files);
    if (old === undefined) return "it is new";
    if (!isDeepStrictEqual(old.content, file?.content)) return "its own file changes";
    if (base.plan === null || before === undefined)
        return "the base has mistakes in its files, so nothing is known of it";
    const fields = changedFields(before, plan);
    if (fields.length > 0) return `other files change its ${list(fields)}`;
    return base.program.length > 0 ? `the program changes (${list(base.program, 3)})` : null;
}

function fileOf(stack: string, files: readonly StackFile[]): StackFile | undefined {
    return files.find(({ environment, owner }) => `${environment}-${owner}` === stack);
}

function changedFields(before: StackPlan, after: StackPlan): readonly string[] {
    const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
    return [...new Set([...old.keys(), ...now.keys()])].filter((key) => !isDeepStrictEqual(old.get(key), now.get(key)));
}
