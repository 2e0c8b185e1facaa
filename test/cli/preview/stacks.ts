import type { PlannedStep } from "../../../cli/planned-step.ts";
import { noPolicies } from "../../../cli/policy-progress.ts";
import type { Review } from "../../../cli/preview/review.ts";
import { noChanges } from "../../../cli/progress.ts";
import type { PreviewedStack } from "../../../cli/runs.ts";

/** A step with one property that changes. */
export function step(resource: string, more: Partial<PlannedStep> = {}): PlannedStep {
    const properties = [{ name: "cidr", was: '"10.1.0.0/24"', is: '"10.1.4.0/24"', replaces: false }];
    return { verb: "update", resource, type: "t:T", component: false, properties, ...more };
}

/** A stack that was previewed well. */
export function previewed(site: string | null, more: Partial<PreviewedStack> = {}): PreviewedStack {
    const steps = more.steps ?? [];
    return {
        stack: `kone-${site ?? "tower"}`,
        site,
        status: steps.length > 0 ? "done" : "unchanged",
        cause: null,
        changes: { ...noChanges, update: steps.length },
        removals: [],
        steps,
        seconds: 4,
        recovered: [],
        repaired: [],
        policy: { ...noPolicies, state: "passed", passed: ["open-ingress"] },
        log: null,
        ...more,
    };
}

/** A review of those stacks. */
export function review(more: Partial<Review> = {}): Review {
    return {
        environment: "kone",
        findings: [],
        base: null,
        touched: null,
        stacks: [],
        failure: null,
        topology: null,
        ...more,
    };
}
