import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { logicalName } from "../recover/state.ts";
import { changedProperties, jsonOf, type Step } from "../step-properties.ts";

/** A resource that isn't what the state says. Fields are only ever added. */
export interface ResourceDrift {
    /** Logical name, such as `gist-guest-port-net3`. */
    readonly resource: string;
    /** Pulumi's type of it. */
    readonly type: string;
    /** `gone`: somebody deleted it. */
    readonly kind: "changed" | "gone";
    /** What differs, by path, such as `allowedAddressPairs`; none when it is gone. */
    readonly properties: readonly PropertyDrift[];
}

/** One property that differs. A secret is shown as `[secret]`. */
export interface PropertyDrift {
    readonly path: string;
    /** Value in the state as JSON, or `null` when it had none. */
    readonly was: string | null;
    /** Value that it really has as JSON, or `null` when it has none. */
    readonly is: string | null;
}

/** What an event of a refresh says that has drifted; none for any other event. */
export function driftOf(event: EngineEvent): readonly ResourceDrift[] {
    const step = event.resOutputsEvent?.metadata;
    if (step === undefined) return [];
    const { type } = step;
    const resource = logicalName(step.urn);
    if (step.op === "delete") return [{ resource, type, kind: "gone", properties: [] }];
    if (step.op !== "update") return [];
    return [
        { resource, type, kind: "changed", properties: changedProperties(step).map((path) => toProperty(step, path)) },
    ];
}

function toProperty({ old, new: found }: Step, path: string): PropertyDrift {
    return { path, was: jsonOf(old?.outputs ?? old?.inputs, path), is: jsonOf(found?.outputs ?? found?.inputs, path) };
}
