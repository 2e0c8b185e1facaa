import { UserError } from "../plan/user-error.ts";
import type { StackName } from "./stack-name.ts";

/** As much of a checkpoint as matters here. */
interface Checkpoint {
    /** @default - the backend writes another form */
    readonly checkpoint?: {
        readonly latest?: {
            readonly pending_operations?: readonly {
                readonly type: string;
                readonly resource: { readonly urn: string };
            }[];
        };
    };
}

/** Logical names of the resources that an interrupted run may have made without writing down their ids. */
export function pendingCreates(checkpoint: unknown): string[] {
    const operations = (checkpoint as Checkpoint | null)?.checkpoint?.latest?.pending_operations ?? [];
    return operations
        .filter(({ type }) => type === "creating")
        .map(({ resource }) => resource.urn.slice(resource.urn.lastIndexOf("::") + 2));
}

/** Throws when there are some: Pulumi alone would make them a second time. */
export function assertNothingPending({ environment, owner }: StackName, checkpoint: unknown): void {
    const pending = pendingCreates(checkpoint);
    if (pending.length === 0) return;
    throw new UserError(
        `stack ${environment}-${owner}: a run was interrupted while it created ${pending.join(", ")}; ` +
            "they may exist without Pulumi knowing, and would be made a second time. " +
            `Run \`npx k-one up ${environment}\`: it looks for them first and takes over what it finds.`,
    );
}
