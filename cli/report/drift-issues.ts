import { readFileSync } from "node:fs";
import { z } from "zod";
import { UserError } from "../../plan/user-error.ts";
import { type DriftReport, renderDrift, type StackDrift } from "../drift/report.ts";
import { fence } from "../preview/markdown.ts";
import { withoutSecrets } from "../step-properties.ts";
import { isSame } from "./comment.ts";
import type { Forge } from "./forge.ts";

/** What was done about a stack's drift, as a sentence. */
export type Done = string;

const stack = z.looseObject({
    stack: z.string(),
    status: z.enum(["clean", "drifted", "not yet", "failed", "interrupted"]),
    resources: z.array(z.looseObject({ resource: z.string(), type: z.string() })),
    kBox: z.array(z.looseObject({ network: z.string() })),
});
const schema = z.looseObject({ environment: z.string(), stacks: z.array(stack) });

/**
 * Reads what `k-one drift --json` has printed.
 * @throws UserError when it is something else.
 */
export function readDriftReport(file: string): DriftReport {
    try {
        return schema.parse(JSON.parse(readFileSync(file, "utf8"))) as unknown as DriftReport;
    } catch (error) {
        const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
        throw new UserError(
            `${file}: it can't be read (${why}). Allowed: what \`k-one drift <environment> --json\` prints.`,
        );
    }
}

/**
 * Keeps one open issue for each stack that has drifted: opens it, updates it, and closes it when the stack is clean again.
 * Of a stack that couldn't be looked at nothing is known, so its issue stays as it is.
 */
export async function putDriftIssues(forge: Forge, report: DriftReport): Promise<readonly Done[]> {
    const open = await forge.issues();
    const done: Done[] = [];
    for (const found of report.stacks) {
        const issue = open.find(({ body }) => body.startsWith(markOf(found))) ?? null;
        if (found.status === "drifted") {
            const body = bodyOf(report, found);
            if (issue === null) done.push(`opened ${(await forge.openIssue(titleOf(found), body)).url}`);
            else if (!isSame(issue.body, body)) done.push(`updated ${(await forge.editIssue(issue.id, body)).url}`);
            else done.push(`left ${issue.url} as it is`);
        } else if (issue !== null && found.status === "clean") {
            done.push(`closed ${(await forge.closeIssue(issue.id, "There is no drift any more.")).url}`);
        }
    }
    return done;
}

function markOf({ stack: name }: StackDrift): string {
    return `<!-- k-one:drift:${name} -->`;
}

function titleOf({ stack: name }: StackDrift): string {
    return `Drift at ${name}`;
}

function bodyOf(report: DriftReport, found: StackDrift): string {
    const text = renderDrift({ ...report, stacks: [found] });
    return `${markOf(found)}\nSomebody has changed something by hand. This issue closes itself when that is undone.\n\n${fence("text", withoutSecrets(text).split("\n"))}\n`;
}
