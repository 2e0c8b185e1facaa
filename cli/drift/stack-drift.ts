import type { SitePlan } from "../../plan/environment-plan.ts";
import { explainFailures } from "../causes.ts";
import type { OpenEnvironment, StackTarget } from "../environment.ts";
import { differencesOf, lookAtVtep } from "../k-box/vtep-end.ts";
import { withKBox } from "../k-box/with-k-box.ts";
import { StackProgress } from "../progress.ts";
import { pendingOperations, type StackState } from "../recover/state.ts";
import { failureText, StackSession } from "../session.ts";
import { appliedEnds } from "./applied-ends.ts";
import type { KBoxDrift, StackDrift } from "./report.ts";
import { driftOf, type ResourceDrift } from "./resource-drift.ts";

/** What a look at a stack is done with. */
export interface DriftWork {
    readonly environment: OpenEnvironment;
    readonly signal: AbortSignal;
    /** Told what is going on. */
    readonly report: (line: string) => void;
}

/**
 * Compares a stack's state with what is really there: OpenStack's objects by Pulumi's preview of a refresh, the K-Box by its
 * own program, since a remote command knows no drift. Changes neither, nor the state, not even after a killed run.
 */
export async function lookForDrift(target: StackTarget, work: DriftWork): Promise<StackDrift> {
    const { stack, site } = target;
    const found = { stack, site: site?.site ?? null, resources: [], kBox: [], cause: null, log: null };
    if (!work.environment.stacks.has(stack)) return { ...found, status: "not yet" };
    const session = new StackSession(work.environment, target, "drift", work.report);
    const progress = new StackProgress();
    try {
        const seen = await compare(session, progress, site, work);
        if (seen === null) return { ...found, status: "not yet" };
        const drifted = seen.resources.length + seen.kBox.length > 0;
        return { ...found, ...seen, status: drifted ? "drifted" : "clean", log: session.log };
    } catch (error) {
        if (work.signal.aborted) return { ...found, status: "interrupted", cause: "interrupted; nothing was changed" };
        const message = failureText(error).replace(`${stack}: `, "");
        const cause = explainFailures([...progress.failures, { resource: null, message }], site);
        return { ...found, status: "failed", cause, log: session.log };
    } finally {
        await session.close();
    }
}

type Seen = Pick<StackDrift, "resources" | "kBox">;

async function compare(
    session: StackSession,
    progress: StackProgress,
    site: SitePlan | null,
    { environment, signal, report }: DriftWork,
): Promise<Seen | null> {
    signal.throwIfAborted();
    const state = await session.exportState();
    if (state === null || (state.deployment.resources ?? []).every(({ type }) => type === "pulumi:pulumi:Stack")) {
        return null;
    }
    refusePending(state);
    const resources: ResourceDrift[] = [];
    await session.compare({
        signal,
        onEvent: (event) => {
            progress.onEvent(event);
            report(progress.line);
            resources.push(...driftOf(event));
        },
    });
    return {
        resources: sorted(resources),
        kBox: site === null ? [] : await kBoxDrift(environment, state, site, signal),
    };
}

/** A refresh would say of them that they are gone, or nothing at all. */
function refusePending(state: StackState): void {
    if (pendingOperations(state).length === 0) return;
    throw new Error(
        "a killed run has left operations open, so the state doesn't say what is there. `k-one up` settles them",
    );
}

function sorted(resources: readonly ResourceDrift[]): readonly ResourceDrift[] {
    return [...resources].sort((one, other) => one.resource.localeCompare(other.resource));
}

async function kBoxDrift(environment: OpenEnvironment, state: StackState, site: SitePlan, signal: AbortSignal) {
    const ends = appliedEnds(state);
    if (ends.length === 0) return [];
    return withKBox(environment, site, signal, async (shell) => {
        const looks = ends.map(async (end): Promise<readonly KBoxDrift[]> => {
            const found = differencesOf(end, await lookAtVtep(shell, site.kBox, end));
            return found.map((difference) => ({ network: end.network, ...difference }));
        });
        return (await Promise.all(looks)).flat();
    });
}
