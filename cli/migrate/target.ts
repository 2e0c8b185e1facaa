import { PlanError, parseStackFile, planEnvironment, readEnvironment } from "../../plan/environment.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { isMap } from "../../plan/map.ts";
import { changeFile, objectIn, pathOf, readTexts, type StackFileChange } from "../import-script/files.ts";

/** What an environment is to become. */
export interface Target {
    /** As planned with mesh. */
    readonly plan: EnvironmentPlan;
    /** Every stack file, as it is and as it is going to be. */
    readonly files: readonly StackFileChange[];
    /** Whether the files still say tricircle. */
    readonly ahead: boolean;
}

/**
 * Plans an environment as it is without Tricircle: every shared network has driver mesh, and every K-Box keeps the Linux
 * bridges that its guests are in. Files that say so already give the same.
 * @param folder Folder of the stack files.
 * @throws PlanError with every mistake, in the files as they are or as they would be.
 */
export function planTarget(folder: string, environment: string): Target {
    const before = readEnvironment(folder, environment);
    const { plan, findings } = planEnvironment(before);
    if (plan === null) throw new PlanError(environment, findings);
    const texts = readTexts(
        folder,
        environment,
        before.map(({ owner }) => owner),
    );
    const files = [...texts].map(([owner, text]) => ({
        ...{ owner, path: pathOf(folder, environment, owner), before: text },
        after: owner === "tower" ? withMesh(text) : changeFile(owner, text, [[["vtep", "switch"], "linuxbridge"]]),
    }));
    const planned = planEnvironment(files.map(({ path, after }) => parseStackFile(path, after)));
    if (planned.plan === null) throw new PlanError(environment, planned.findings);
    const ahead = plan.tower.sharedNetworks.some(({ driver }) => driver === "tricircle");
    return { plan: planned.plan, files, ahead };
}

function withMesh(text: string): string {
    const { sharedNetworks } = objectIn("tower", text);
    const names = isMap(sharedNetworks) ? Object.keys(sharedNetworks) : [];
    return changeFile(
        "tower",
        text,
        names.map((name) => [["sharedNetworks", name, "driver"], "mesh"] as const),
    );
}
