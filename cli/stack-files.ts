import { join } from "node:path";
import { projectFolder } from "../lab/names.ts";
import { formatFinding, loadPlan } from "../plan/environment.ts";
import type { EnvironmentPlan } from "../plan/environment-plan.ts";

/** Folder with the stack files of this project's environments. */
export const stacksFolder = join(projectFolder, "stacks");

/**
 * Plan of one of this project's environments.
 * @param warn Takes each warning as a line; without it nobody is warned.
 * @throws PlanError with every mistake in its files.
 */
export function planOf(environment: string, warn: (line: string) => void = () => undefined): EnvironmentPlan {
    return loadPlan(stacksFolder, environment, (warning) => warn(formatFinding(warning)));
}
