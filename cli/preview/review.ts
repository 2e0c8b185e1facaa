import type { Finding } from "../../plan/environment.ts";
import { isError } from "../../plan/finding.ts";
import type { PreviewedStack } from "../runs.ts";
import type { Touched } from "./touched.ts";

/** What a change comes to: all that a comment on a pull request says. */
export interface Review {
    /** Such as `kone`. */
    readonly environment: string;
    /** What the planner says of the files; with an error among them, nothing was previewed. */
    readonly findings: readonly Finding[];
    /** Ref that the change is held against, or `null`: every stack was looked at. */
    readonly base: string | null;
    /** What the change touches, or `null` when that isn't known: there is no base, or no plan. */
    readonly touched: Touched | null;
    /** Those that were looked at, the tower first, then the sites by name. */
    readonly stacks: readonly PreviewedStack[];
    /** Why nothing was previewed, in somebody's words, or `null`. */
    readonly failure: string | null;
    /** Topology as Mermaid, or `null` without a plan. */
    readonly topology: string | null;
}

/** Whether `up` could do it: the files are proven, and each stack was previewed with nothing refused. */
export function isGood({ findings, failure, stacks }: Review): boolean {
    return failure === null && !findings.some(isError) && !stacks.some(isBad);
}

/** Whether a stack's preview failed, or was refused or broken off. */
export function isBad({ status }: PreviewedStack): boolean {
    return status !== "done" && status !== "unchanged";
}
