import * as pulumi from "@pulumi/pulumi";

/** What marks an OpenStack object as ours. */
export interface Label {
    readonly description: string;
    readonly tags: string[];
}

/**
 * Marks an OpenStack object with the stack and the logical name that it belongs to, as description and as tag:
 * an object that an interrupted run has left behind is found again by it.
 */
export function label(logicalName: string): Label {
    const text = `k-one:${pulumi.getStack()}:${logicalName}`;
    return { description: text, tags: [text] };
}
