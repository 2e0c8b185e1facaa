import { refuseBrokenState } from "./recover/checkpoint.ts";
import { breakStaleLocks } from "./recover/lock.ts";
import type { Place } from "./recover/lookup.ts";
import { endOrphans } from "./recover/orphans.ts";
import { type Resolution, resolvePending } from "./recover/pending.ts";
import { adopt, logicalName, pendingOperations, type StackState } from "./recover/state.ts";

/** A stack as the recovery needs it. */
export interface RecoverableStack {
    /** Stack's name, such as `lab-gist`. */
    readonly name: string;
    /** Pulumi project's name. */
    readonly project: string;
    /** URL of the backend, such as `file:///…`. */
    readonly backend: string;
    /** State with its secrets still encrypted, or `null` when the backend has no such stack. */
    exportState(): Promise<StackState | null>;
    importState(state: StackState): Promise<void>;
    /** Reads these resources from their providers. */
    refresh(urns: readonly string[]): Promise<void>;
    /** Access to the stack's cloud. */
    openCloud(): Promise<Place>;
}

/**
 * Brings a stack that a killed run has left behind into a state that can be worked on: ends that run's processes, breaks
 * its lock, and settles every operation that it had begun. Pulumi alone would keep the lock and make pending objects twice.
 * @param report Told what is waited for.
 * @returns What was done, as sentences; none when there was nothing to do.
 * @throws UserError when somebody else is at work, or when a human must decide. Nothing was changed in OpenStack then.
 */
export async function recoverStack(
    stack: RecoverableStack,
    report: (line: string) => void,
): Promise<readonly string[]> {
    const ended = await endOrphans(stack.name, { report, backend: stack.backend });
    const broken = breakStaleLocks(stack.backend, stack.project, stack.name);
    refuseBrokenState(stack.backend, stack.project, stack.name);
    const state = await stack.exportState();
    const settled = state === null || pendingOperations(state).length === 0 ? [] : await settle(stack, state);
    return [...ended, ...broken, ...settled];
}

async function settle(stack: RecoverableStack, state: StackState): Promise<readonly string[]> {
    const resolution = await resolvePending(state, stack.name, () => stack.openCloud());
    await stack.importState(adopt(state, resolution.adopted));
    const read = [...resolution.adopted.map(({ resource }) => resource), ...resolution.reread].map(({ urn }) => urn);
    if (read.length > 0) {
        await stack.refresh([...new Set(read)]);
    }
    return describe(resolution);
}

function describe({ adopted, cleared, reread }: Resolution): readonly string[] {
    return [
        ...adopted.map(
            ({ resource, id }) => `${logicalName(resource.urn)} was made by the killed run (${id}) and is kept`,
        ),
        ...cleared.map(({ urn }) => `${logicalName(urn)} was not made by the killed run, or can be made again`),
        ...reread.map(({ urn }) => `${logicalName(urn)} was being changed by the killed run and was read again`),
    ];
}
