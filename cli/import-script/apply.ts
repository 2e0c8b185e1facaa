import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../lab/names.ts";
import { UserError } from "../../plan/user-error.ts";
import { type Display, runJobs } from "../display.ts";
import { type OpenEnvironment, type StackTarget, targetsOf } from "../environment.ts";
import { recoverStack } from "../recover.ts";
import { failureText, StackSession } from "../session.ts";

/** How the import into one stack ended. */
export interface AppliedImport {
    /** Such as `lab-gist`. */
    readonly stack: string;
    readonly status: "done" | "failed";
    /** Why it failed, or `null`. */
    readonly cause: string | null;
    /** File with Pulumi's own output. */
    readonly log: string;
}

/** Path of a stack's import file. */
export function importPath(environment: string, stack: string): string {
    return join(projectFolder, ".k-one", environment, "import", `${stack}.json`);
}

/**
 * Runs `pulumi import` for every stack that has an import file, under the same locks and with the same recovery as `up`.
 * What is in a stack's state already is left as it is, so it can be repeated.
 * @throws UserError when no stack has one.
 */
export async function applyImports(
    environment: OpenEnvironment,
    display: Display,
    signal: AbortSignal,
): Promise<readonly AppliedImport[]> {
    const targets = targetsOf(environment.plan, null).filter(({ stack }) =>
        existsSync(importPath(environment.name, stack)),
    );
    if (targets.length === 0) {
        throw new UserError(
            `${environment.name}: there is no import file for any of its stacks. Write them first: ` +
                `\`npx k-one import-script ${environment.name} --cloud <entry> --regions <region>=<site>,…\`.`,
        );
    }
    const jobs = targets.map((target) => ({
        title: `import ${target.stack}`,
        run: (report: (line: string) => void) => applyOne(environment, target, signal, report),
        failure: ({ cause }: AppliedImport) => cause,
    }));
    return runJobs(jobs, 4, display);
}

async function applyOne(
    environment: OpenEnvironment,
    target: StackTarget,
    signal: AbortSignal,
    report: (line: string) => void,
): Promise<AppliedImport> {
    const session = new StackSession(environment, target, "up", report);
    const outcome = { stack: target.stack, log: session.log };
    try {
        signal.throwIfAborted();
        await recoverStack(session, report);
        await session.importObjects(importPath(environment.name, target.stack), signal);
        report("imported");
        return { ...outcome, status: "done", cause: null };
    } catch (error) {
        return { ...outcome, status: "failed", cause: failureText(error).trim() || "see its log" };
    } finally {
        await session.close();
    }
}
