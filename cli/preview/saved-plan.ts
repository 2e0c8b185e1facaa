import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { UserError } from "../../plan/user-error.ts";
import { writeNamedFile } from "../named-file.ts";
import type { PlannedStep } from "../planned-step.ts";
import type { PreviewedStack } from "../runs.ts";
import { isBad } from "./review.ts";

/** What was previewed and reviewed, for an `up` that does this and nothing else. */
export interface SavedPlan {
    /** Goes up when older files can't be understood any more. */
    readonly format: 1;
    /** Such as `kone`. */
    readonly environment: string;
    /** Stacks that were previewed without an error. */
    readonly stacks: readonly SavedStack[];
}

/** One stack's part of a {@link SavedPlan}. */
export interface SavedStack {
    /** Such as `kone-gist`. */
    readonly stack: string;
    /** Site's name, or `null` for the tower. */
    readonly site: string | null;
    /** SHA-256 of all steps with all their values, where a secret counts as one. */
    readonly digest: string;
    /** What is done with which resource, such as `replace gist-tenant-subnet`. */
    readonly steps: readonly string[];
}

/** What an `up` finds to do that isn't what was reviewed. */
export interface Deviation {
    readonly stack: string;
    /** As a sentence. */
    readonly what: string;
}

/** What is kept of a preview. */
export function savedPlanOf(environment: string, stacks: readonly PreviewedStack[]): SavedPlan {
    const saved = stacks
        .filter((stack) => !isBad(stack))
        .map(({ stack, site, steps }) => ({
            stack,
            site,
            digest: digestOf(steps),
            steps: steps.map(nameOf),
        }));
    return { format: 1, environment, stacks: saved };
}

/** Digest of several stacks' plans, short enough to be compared by eye. */
export function planDigest(stacks: readonly PreviewedStack[]): string {
    return sha256(stacks.map(({ stack, steps }) => `${stack} ${digestOf(steps)}\n`).join("")).slice(0, 16);
}

/** Writes it for a later `up`. */
export function writeSavedPlan(file: string, plan: SavedPlan): void {
    writeNamedFile("--save-plan", file, `${JSON.stringify(plan, null, 4)}\n`);
}

const schema = z.strictObject({
    format: z.literal(1),
    environment: z.string(),
    stacks: z.array(
        z.strictObject({
            stack: z.string(),
            site: z.string().nullable(),
            digest: z.string(),
            steps: z.array(z.string()),
        }),
    ),
});

/**
 * Reads one.
 * @throws UserError when it can't be read, or is another environment's.
 */
export function readSavedPlan(file: string, environment: string): SavedPlan {
    const plan = parse(file);
    if (plan.environment === environment) return plan;
    throw new UserError(
        `--plan ${file}: it is a plan of environment ${plan.environment}, not of ${environment}. ` +
            `Allowed: what \`k-one preview ${environment} --save-plan\` has written.`,
    );
}

function parse(file: string): SavedPlan {
    try {
        return schema.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch (error) {
        const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
        throw new UserError(
            `--plan ${file}: it can't be read as a plan (${why}). ` +
                "Allowed: a file that `k-one preview <environment> --save-plan <file>` has written.",
        );
    }
}

/** Where stacks would do something else than was reviewed; one that has nothing to do needs no review. */
export function deviations(plan: SavedPlan, looked: readonly PreviewedStack[]): readonly Deviation[] {
    return looked
        .filter(({ status, steps }) => status === "done" && steps.length > 0)
        .flatMap(({ stack, steps }) => {
            const reviewed = plan.stacks.find((one) => one.stack === stack);
            if (reviewed === undefined) return [{ stack, what: "the reviewed plan says nothing of it." }];
            return reviewed.digest === digestOf(steps) ? [] : [{ stack, what: difference(reviewed, steps) }];
        });
}

function difference(reviewed: SavedStack, steps: readonly PlannedStep[]): string {
    const now = steps.map(nameOf);
    const added = now.filter((step) => !reviewed.steps.includes(step));
    const gone = reviewed.steps.filter((step) => !now.includes(step));
    const words = [
        ...(added.length > 0 ? [`it would now also ${added.join(", ")}`] : []),
        ...(gone.length > 0 ? [`it would no longer ${gone.join(", ")}`] : []),
    ];
    return `${words.length === 0 ? "the same resources would get other values than was reviewed" : words.join("; ")}.`;
}

function nameOf({ verb, resource }: PlannedStep): string {
    return `${verb} ${resource}`;
}

function digestOf(steps: readonly PlannedStep[]): string {
    return sha256(JSON.stringify(steps));
}

function sha256(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}
