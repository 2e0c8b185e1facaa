import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import type { Hands } from "./hands.ts";

/** Kinds of checks. `path` of a result is the same words, with the shared network's own name in place of `net3`. */
export type KindName =
    | "net3"
    | "tenant over net3"
    | "net3 full size"
    | "net3 one byte too big is refused"
    | "tcp 1 MiB"
    | "floating ip"
    | "outside"
    | "underlay mtu"
    | "underlay one byte too big is refused"
    | "own k-cluster"
    | "other site is out of reach"
    | "other region refuses"
    | "other keystone refuses"
    | "other k-cluster is out of reach"
    | "net3 forged source is dropped"
    | "net3 is no way out"
    | "net3 shows no k-box"
    | "net3 lets no stranger in";

/** What checks are about: that packets take every path they should, or that what must not answer doesn't. */
export const subjects = ["paths", "isolation"] as const;

/** One of them. */
export type Subject = (typeof subjects)[number];

/** What a check found out. */
export interface Outcome {
    readonly ok: boolean;
    /** Why it failed; if it passed, how it went, such as `via 10.30.0.20 dev eth1`. May be empty. */
    readonly reason: string;
    /**
     * The time that tells most, in milliseconds: a ping's fastest answer, a whole transfer; 0 when no time tells anything.
     * @default - how long the check took
     */
    readonly ms?: number;
}

/** One thing to try from one end to another. */
export interface Check {
    /** Who tries it: a guest, a K-Box or `here`. */
    readonly from: string;
    /** Who has to answer. */
    readonly to: string;
    /** Which way the packets go, in the words of {@link KindName}. */
    readonly path: string;
    /** Sites whose failure fails the check. */
    readonly sites: readonly string[];
    /**
     * Whether nobody can try it while the tower is down.
     * @default false
     */
    readonly needsTower?: boolean;
    /**
     * What it changes for a moment, such as `gist-guest's addresses`: checks of the same words run one after another.
     * @default - it changes nothing, and runs beside all others
     */
    readonly changes?: string;
    /** Tries it. An error thrown is a failure too: its message is the reason. */
    run(hands: Hands): Promise<Outcome>;
}

/** All checks of one kind. */
export interface CheckKind {
    readonly name: KindName;
    readonly about: Subject;
    /** Title of the table that shows them. */
    readonly table: string;
    /** Those that the plan asks for. */
    checks(plan: EnvironmentPlan): readonly Check[];
}

/** A check's result, as `--json` shows it. */
export interface CheckReport {
    readonly from: string;
    readonly to: string;
    readonly path: string;
    readonly ok: boolean;
    /** Milliseconds, to a hundredth. */
    readonly ms: number;
    /** Why it failed; if it passed, how it went. May be empty. */
    readonly reason: string;
    /** Site that is down, or `tower`, so that the check wasn't tried; `null` when it was. */
    readonly down: string | null;
}

/** Who doesn't answer at all, as a machine that is switched off. */
export interface Down {
    /** Site's name, or `tower`. */
    readonly site: string;
    /** Who was asked, such as `its K-Box 203.0.113.12 does not answer`. */
    readonly reason: string;
}

/** A check's result with what the culprit analysis and the tables need. */
export interface CheckResult extends CheckReport {
    readonly kind: KindName;
    readonly table: string;
    readonly sites: readonly string[];
}

/** What a whole run found out. */
export interface Verification {
    readonly environment: string;
    /** Whether every check that was tried passed, there was at least one, and nobody who was asked for is down. */
    readonly ok: boolean;
    /** Who is down and the most probable culprit of what else failed, in a sentence each; `null` when all is well. */
    readonly culprit: string | null;
    /** Who is down, also of those that weren't asked for. */
    readonly down: readonly Down[];
    readonly checks: readonly CheckResult[];
}
