import type { SitePlan } from "../../plan/environment-plan.ts";
import type { DoctorHands } from "./hands.ts";

/**
 * What doctor says of one thing: `ok`; `wrong`, with what to do; `not yet`: the next `up` makes it; `skipped`: it couldn't
 * be looked at.
 */
export type LineStatus = "ok" | "wrong" | "not yet" | "skipped";

/** What a check found. */
export interface DoctorFinding {
    /** `elsewhere`: wrong, but another line says it already. It isn't shown. */
    readonly status: LineStatus | "elsewhere";
    /** How it is; of what is wrong also what to do. */
    readonly text: string;
}

/** One thing to look at; nothing is changed by it. */
export interface DoctorCheck<T> {
    /** Such as `availability zone`. */
    readonly name: string;
    /** Names of the checks before it that must have gone well; without them it would only tell the same again. */
    readonly needs: readonly string[];
    /** Looks. An error thrown is something wrong: its message says what, and what to do. */
    run(target: T, hands: DoctorHands): Promise<DoctorFinding | readonly DoctorFinding[]>;
}

/** A line of doctor's report. With `--json` it is printed as it stands here: fields are only ever added. */
export interface DoctorLine {
    /** `here` (this computer), `tower`, or a site's name. */
    readonly where: string;
    /** Name of the check. */
    readonly check: string;
    readonly status: LineStatus;
    readonly text: string;
}

/** A finding that all is well. */
export function ok(text: string): DoctorFinding {
    return { status: "ok", text };
}

/** A finding that something must be done. */
export function wrong(text: string): DoctorFinding {
    return { status: "wrong", text };
}

/** The command that touches one site alone, as the user would type it. */
export function upHint({ environment, site }: Pick<SitePlan, "environment" | "site">, command = "up"): string {
    return `\`npx k-one ${command} ${environment} --site ${site}\``;
}
