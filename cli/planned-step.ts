import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { logicalName } from "./recover/state.ts";
import { changedProperties, jsonOf, ownProperties, rootOf, type Step } from "./step-properties.ts";

/** What a preview would do with one resource. */
export interface PlannedStep {
    readonly verb: "create" | "update" | "replace" | "delete";
    /** Logical name, such as `gist-tenant-subnet`. */
    readonly resource: string;
    /** Pulumi's type of it. */
    readonly type: string;
    /** Whether it is a component: it only holds others together. */
    readonly component: boolean;
    /** What it is given, or what changes of that; none when it goes. */
    readonly properties: readonly PlannedProperty[];
}

/** One property of a {@link PlannedStep}; a secret is shown as `[secret]`. */
export interface PlannedProperty {
    readonly name: string;
    /** Value as JSON, or `null` when it has none. */
    readonly was: string | null;
    /** Value as JSON, or `null` when it has none. */
    readonly is: string | null;
    /** Whether its change is why the resource is replaced. */
    readonly replaces: boolean;
}

/** The engine announces a replacement in several steps; this one has both the old and the new. */
const verbs: Readonly<Record<string, PlannedStep["verb"]>> = {
    create: "create",
    update: "update",
    "create-replacement": "replace",
    delete: "delete",
};

/** What an event of a preview says would be done; `null` for any other event. */
export function plannedStep(event: EngineEvent): PlannedStep | null {
    const step = event.resourcePreEvent?.metadata;
    const verb = step && verbs[step.op];
    if (step === undefined || verb === undefined || isDefaultProvider(step)) return null;
    return {
        verb,
        resource: logicalName(step.urn),
        type: step.type,
        component: (step.new ?? step.old)?.custom !== true,
        properties: propertiesOf(verb, step),
    };
}

/** Pulumi makes one by itself for each plugin's version, and doesn't count it. */
function isDefaultProvider({ type, urn }: Step): boolean {
    return type.startsWith("pulumi:providers:") && /^default(_|$)/.test(logicalName(urn));
}

/** Steps in the order of their names, whatever order the engine went in. */
export function inOrder(steps: readonly PlannedStep[]): readonly PlannedStep[] {
    const key = ({ resource, type, verb }: PlannedStep) => `${resource} ${type} ${verb}`;
    return [...steps].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** Inputs alone are shown: they are what was declared, and outputs may hold what nobody has marked as a secret. */
function propertiesOf(verb: PlannedStep["verb"], step: Step): readonly PlannedProperty[] {
    if (verb === "delete") return [];
    const was = verb === "create" ? undefined : step.old?.inputs;
    const is = step.new?.inputs;
    const causes = new Set((step.keys ?? []).map(rootOf));
    const reported = new Set(verb === "create" ? [] : changedProperties(step));
    return [...new Set([...ownProperties(was), ...ownProperties(is), ...reported])]
        .sort()
        .map((name) => ({ name, was: jsonOf(was, name), is: jsonOf(is, name), replaces: causes.has(name) }))
        .filter((property) => property.was !== property.is || reported.has(property.name));
}
