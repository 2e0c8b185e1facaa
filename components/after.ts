import type * as pulumi from "@pulumi/pulumi";

/** What a component waits for, for a child's options: Pulumi hands a component's `dependsOn` down to none of its children. */
export function after(opts: pulumi.ResourceOptions | undefined): Pick<pulumi.ResourceOptions, "dependsOn"> {
    return opts?.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn };
}
