import { planEnvironment } from "../../../plan/environment.ts";
import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import { sampleFiles } from "../sample.ts";

/** Plan of the sample with some files' texts replaced; `null` leaves a file out. */
export function planOf(changes: Readonly<Record<string, string | null>>): EnvironmentPlan {
    const { plan, findings } = planEnvironment(sampleFiles(changes), "2026-11-22");
    if (plan === null) throw new Error(JSON.stringify(findings, null, 4));
    return plan;
}
