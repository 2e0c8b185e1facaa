import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { inOrder, type PlannedStep, plannedStep } from "./planned-step.ts";
import { PolicyProgress } from "./policy-progress.ts";
import { logicalName } from "./recover/state.ts";

/** How many resources of a stack a run touches, by what it does with them. */
export interface Changes {
    readonly create: number;
    readonly update: number;
    readonly replace: number;
    readonly delete: number;
    readonly same: number;
}

/** No resource at all. */
export const noChanges: Changes = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };

/** A resource that a preview wants to replace or delete. */
export interface Removal {
    readonly verb: "replace" | "delete";
    /** Logical name, such as `gist-guest-instance`. */
    readonly resource: string;
    /** Pulumi's type of it. */
    readonly type: string;
}

/** What went wrong with a resource, or with the run as a whole (`resource` is then `null`). */
export interface Failure {
    readonly resource: string | null;
    readonly message: string;
}

const verbs: Readonly<Record<string, string>> = {
    create: "creating",
    "create-replacement": "creating anew",
    update: "updating",
    delete: "deleting",
    "delete-replaced": "deleting the old",
    refresh: "reading",
    read: "reading",
};

/** What stands in the URN of each command of a DevStack component. */
const devStackCommand = "k-one:index:DevStack$command:remote:Command::";
const longestPhase = 80;

/** Follows one run of a stack by the engine's events: what it is doing, what it has done, what went wrong. */
export class StackProgress {
    readonly policies = new PolicyProgress();
    readonly #running = new Map<string, string>();
    readonly #phases = new Map<string, string>();
    readonly #counts: Record<keyof Changes, number> = { ...noChanges };
    readonly #steps: PlannedStep[] = [];
    readonly #failures: Failure[] = [];
    #changes: Changes | null = null;

    /** Takes the next event. */
    onEvent(event: EngineEvent): void {
        this.policies.onEvent(event);
        this.#steps.push(...[plannedStep(event)].filter((step) => step !== null));
        const begun = event.resourcePreEvent?.metadata;
        const ended = event.resOutputsEvent?.metadata ?? event.resOpFailedEvent?.metadata;
        if (begun !== undefined) {
            this.#begin(begun.op, begun.urn, isCustom(begun.new ?? begun.old));
        }
        if (ended !== undefined) {
            this.#end(ended.op, ended.urn, event.resOpFailedEvent === undefined);
        }
        if (event.diagnosticEvent?.severity === "error") {
            const { urn, message } = event.diagnosticEvent;
            this.#fail(urn, message);
        }
        if (event.diagnosticEvent?.severity === "info") {
            this.#hear(event.diagnosticEvent.urn ?? "", withoutMarkup(event.diagnosticEvent.message));
        }
        if (event.summaryEvent !== undefined) {
            this.#changes = { ...noChanges, ...pick(event.summaryEvent.resourceChanges) };
        }
    }

    /** What the run changed: the engine's own count when it came to its end, else what was seen. */
    get changes(): Changes {
        return this.#changes ?? { ...this.#counts };
    }

    /** What a preview wants to replace or delete. */
    get removals(): readonly Removal[] {
        return this.#steps.flatMap(({ verb, resource, type }) =>
            verb === "replace" || verb === "delete" ? [{ verb, resource, type }] : [],
        );
    }

    /** What a preview would do, in the order of names. */
    get steps(): readonly PlannedStep[] {
        return inOrder(this.#steps);
    }

    get failures(): readonly Failure[] {
        return this.#failures;
    }

    /** One line for a human: what is going on now, and how much is done. */
    get line(): string {
        const done = this.#counts;
        const changed = done.create + done.update + done.replace + done.delete;
        const current = [...this.#running].map(([urn, verb]) => `${verb} ${logicalName(urn)}${this.#phaseOf(urn)}`);
        const more = current.length > 2 ? ` and ${current.length - 2} more` : "";
        const now = current.length === 0 ? "working" : `${current.slice(0, 2).join(", ")}${more}`;
        return `${now} (${changed} changed, ${done.same} unchanged)`;
    }

    /** A component is begun before its children and ends after them: it says nothing of its own. */
    #begin(op: string, urn: string, custom: boolean): void {
        const verb = verbs[op];
        if (verb !== undefined && custom) {
            this.#running.set(urn, verb);
        }
    }

    #end(op: string, urn: string, worked: boolean): void {
        this.#running.delete(urn);
        this.#phases.delete(urn);
        if (worked && op in this.#counts) {
            this.#counts[op as keyof Changes] += 1;
        }
    }

    /** DevStack takes minutes, and what its commands print are its phases: the machine itself has taken all secrets out. */
    #hear(urn: string, line: string): void {
        if (urn.includes(devStackCommand) && this.#running.has(urn) && line !== "") {
            this.#phases.set(urn, line.replace(/\p{Cc}/gu, "").slice(0, longestPhase));
        }
    }

    #phaseOf(urn: string): string {
        const phase = this.#phases.get(urn);
        return phase === undefined ? "" : `: ${phase}`;
    }

    #fail(urn: string | undefined, message: string): void {
        const plain = withoutMarkup(message);
        // Pulumi closes each failed run with this one for the stack itself.
        if (plain !== "" && plain !== "update failed" && plain !== "preview failed") {
            const whole = urn === undefined || urn === "" || urn.includes("pulumi:pulumi:Stack::");
            this.#failures.push({ resource: whole ? null : logicalName(urn), message: plain });
        }
    }
}

/** A message without Pulumi's colours. */
function withoutMarkup(message: string): string {
    return message.replace(/<\{%.*?%\}>/g, "").trim();
}

function pick(counts: Readonly<Record<string, number>> | undefined): Partial<Changes> {
    const known = Object.entries(counts ?? {}).filter(([op]) => op in noChanges);
    return Object.fromEntries(known);
}

/** The engine leaves `custom` out where it isn't true. */
function isCustom(state: { readonly custom?: boolean } | undefined): boolean {
    return state === undefined || state.custom === true;
}
