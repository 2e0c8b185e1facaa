import type { EnvironmentPlan } from "../../plan/environment-plan.ts";

/** Stacks whose plan differs between two plans of an environment, and the ones that are new: the tower's first. */
export function stacksToUpdate(before: EnvironmentPlan, after: EnvironmentPlan): readonly string[] {
    const known = new Map([before.tower, ...before.sites].map((plan) => [plan.stack, JSON.stringify(plan)]));
    return [after.tower, ...after.sites]
        .filter((plan) => known.get(plan.stack) !== JSON.stringify(plan))
        .map(({ stack }) => stack);
}
