import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { logicalName } from "../recover/state.ts";

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

type Step = NonNullable<EngineEvent["resOutputsEvent"]>["metadata"];
type State = NonNullable<Step["old"]>;

/** What an event of a refresh says that has drifted; none for any other event. */
export function driftOf(event: EngineEvent): readonly ResourceDrift[] {
    const step = event.resOutputsEvent?.metadata;
    if (step === undefined) return [];
    const { type } = step;
    const resource = logicalName(step.urn);
    if (step.op === "delete") return [{ resource, type, kind: "gone", properties: [] }];
    if (step.op !== "update") return [];
    return [{ resource, type, kind: "changed", properties: pathsOf(step).map((path) => toProperty(step, path)) }];
}

/** Whole properties: a list's single places say little without the others. */
function pathsOf(step: Step): readonly string[] {
    const paths = Object.keys(step.detailedDiff ?? {});
    const roots = paths.length > 0 ? paths : (step.diffs ?? []);
    return [...new Set(roots.map((path) => /^[^.[]+/.exec(path)?.[0] ?? path))].sort();
}

function toProperty({ old, new: found }: Step, path: string): PropertyDrift {
    return { path, was: jsonOf(old, path), is: jsonOf(found, path) };
}

/** The engine has put `[secret]` in a secret's place, but for one that stands inside something else. */
function jsonOf(state: State | undefined, path: string): string | null {
    const values = (state?.outputs ?? state?.inputs) as Readonly<Record<string, unknown>> | undefined;
    const value = values?.[path];
    return value === undefined || value === null ? null : JSON.stringify(value, blot);
}

/** Mark of a secret in Pulumi's own format of values. */
const secretMark = "4dabf18193072939515e22adb298388d";

function blot(_key: string, value: unknown): unknown {
    const isSecret = typeof value === "object" && value !== null && secretMark in value;
    return isSecret ? "[secret]" : value;
}
