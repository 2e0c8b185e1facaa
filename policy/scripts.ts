import { leavesOf } from "./leaves.ts";
import { types } from "./openstack-types.ts";
import { notKnown, type Resource } from "./resource.ts";

/** A text that some machine runs, or reads while it runs. */
export interface Script {
    /** Input that holds it, such as `environment.REF`. */
    readonly at: string;
    /** Text, or {@link notKnown}. */
    readonly text: string | typeof notKnown;
}

const commandInputs = ["create", "update", "delete", "stdin", "environment"];

/** What a resource has run: a remote command's own texts, and what a virtual machine runs when it boots. */
export function* scriptsOf(resource: Resource): Iterable<Script> {
    for (const { path, value } of inputsWithScripts(resource).flatMap((input) => [...leavesOf(resource, input)])) {
        if (typeof value === "string" || value === notKnown) yield { at: path.join("."), text: value };
    }
}

function inputsWithScripts({ type }: Resource): readonly string[] {
    if (type.startsWith("command:")) return commandInputs;
    return type === types.instance ? ["userData"] : [];
}
