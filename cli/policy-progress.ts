import type { EngineEvent, PolicyEvent } from "@pulumi/pulumi/automation/index.js";
import { logicalName } from "./recover/state.ts";

/** Something that a policy has said of a resource. */
export interface PolicyFinding {
    /** Policy's name, such as `own-provider-and-region`. */
    readonly policy: string;
    /** Logical name of the resource. */
    readonly resource: string;
    /** What was found, what is allowed and how to mend it. */
    readonly message: string;
}

/** What the policy pack has made of a stack. */
export interface PolicyOutcome {
    /**
     * `passed`: the whole pack has judged the whole stack and refuses nothing; `failed`: it refuses something;
     * `not run`: nothing can be said, since the run ended before the pack did.
     */
    readonly state: "passed" | "failed" | "not run";
    /** Names of the policies that refuse nothing; only part of them have judged everything unless it `passed`. */
    readonly passed: readonly string[];
    /** What stops the run. */
    readonly violations: readonly PolicyFinding[];
    /** What doesn't: advice, what only `up` can decide, and what the tower's file excepts. */
    readonly warnings: readonly PolicyFinding[];
}

/** Outcome of a run that asks no policy, or of none. */
export const noPolicies: PolicyOutcome = { state: "not run", passed: [], violations: [], warnings: [] };

/** What a policy's summary says; the Automation API's types leave it out. */
interface Summary {
    /** @default [] */
    readonly passed?: readonly string[];
    /** @default [] */
    readonly failed?: readonly string[];
}
type Event = EngineEvent & {
    /** @default - the event says something else */
    readonly policyAnalyzeSummaryEvent?: Summary;
    /** @default - the event says something else */
    readonly policyAnalyzeStackSummaryEvent?: Summary;
};

/** Follows what the policy pack says during one run of a stack. */
export class PolicyProgress {
    readonly #names = new Set<string>();
    readonly #violations: PolicyFinding[] = [];
    readonly #warnings: PolicyFinding[] = [];
    #finished = false;

    /** Takes the next event. */
    onEvent(event: Event): void {
        for (const summary of [event.policyAnalyzeSummaryEvent, event.policyAnalyzeStackSummaryEvent]) {
            for (const name of [...(summary?.passed ?? []), ...(summary?.failed ?? [])]) this.#names.add(name);
        }
        // The engine judges the stack as a whole last, and only when everything before it went well.
        if (event.policyAnalyzeStackSummaryEvent !== undefined) this.#finished = true;
        if (event.policyEvent !== undefined) this.#take(event.policyEvent);
    }

    /** Whether the pack has judged the whole stack; one without policies judges nothing. */
    get finished(): boolean {
        return this.#finished && this.#names.size > 0;
    }

    /** What came of it; `worked` says whether the run as a whole did. */
    outcome(worked: boolean): PolicyOutcome {
        const refusing = new Set(this.#violations.map(({ policy }) => policy));
        const passed = [...this.#names].filter((name) => !refusing.has(name)).sort();
        const found = { passed, violations: this.#violations, warnings: this.#warnings };
        if (refusing.size > 0) return { state: "failed", ...found };
        return { state: worked && this.finished ? "passed" : "not run", ...found };
    }

    #take({ policyName, resourceUrn = "", message, enforcementLevel }: PolicyEvent): void {
        const plain = message.replace(/<\{%.*?%\}>/g, "").trim();
        const finding = { policy: policyName, resource: logicalName(resourceUrn), message: plain };
        (enforcementLevel === "mandatory" ? this.#violations : this.#warnings).push(finding);
    }
}

/** Why a run failed when a policy stopped it, in a sentence. */
export function refusal({ violations }: PolicyOutcome): string | null {
    const [first] = violations;
    if (first === undefined) return null;
    const rest = violations.length === 1 ? "" : ` (and ${violations.length - 1} more below)`;
    return `policy ${first.policy} refuses it: ${first.message}${rest}`;
}
