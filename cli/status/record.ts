import { callPulumi, PulumiFailure, type PulumiSettings } from "../pulumi.ts";
import { pendingOperations, type StackState } from "../recover/state.ts";
import type { LastUpdate, StackRecord } from "./report.ts";

/** Record of a stack that the backend doesn't have. */
export const noRecord: StackRecord = { lastUpdate: null, resources: null, pending: 0, outputs: {}, error: null };

/**
 * Asks the backend about a stack. Nothing is decrypted, so no passphrase is needed, and a wrong one does no harm; no lock
 * is taken, so it works beside a run.
 */
export async function readRecord(pulumi: PulumiSettings, stack: string): Promise<StackRecord> {
    const ask = async <T>(words: readonly string[]) =>
        JSON.parse(await callPulumi(pulumi, ["stack", ...words, "--stack", stack])) as T;
    try {
        const [state, history] = await Promise.all([
            ask<StackState>(["export"]),
            ask<readonly HistoryEntry[]>(["history", "--json", "--page-size", "1", "--page", "1"]),
        ]);
        return recordOf(state, history[0]);
    } catch (error) {
        return { ...noRecord, error: reasonOf(error) };
    }
}

/** An entry of `pulumi stack history --json`. */
export interface HistoryEntry {
    readonly kind: string;
    readonly startTime: string;
    /** @default - it is still running */
    readonly endTime?: string;
    readonly result: string;
}

/** What a stack's exported state and its last history entry say. */
export function recordOf(state: StackState, last: HistoryEntry | undefined): StackRecord {
    const resources = state.deployment.resources ?? [];
    const made = resources.filter(({ custom, type }) => custom === true && !type.startsWith("pulumi:"));
    const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
    return {
        lastUpdate: last === undefined ? null : updateOf(last),
        resources: made.length,
        pending: pendingOperations(state).length,
        outputs: maskSecrets(stack?.outputs ?? {}) as Readonly<Record<string, unknown>>,
        error: null,
    };
}

function updateOf({ kind, result, startTime, endTime }: HistoryEntry): LastUpdate {
    return { time: endTime ?? startTime, kind, result };
}

/** Key and value that mark a secret in Pulumi's state (sdk/go/common/resource/sig). */
const mark = { key: "4dabf18193072939515e22adb298388d", secret: "1b47061264138c4ac30d75fd1eb44270" };

/** A value of Pulumi's state with `[secret]` in place of each secret. */
export function maskSecrets(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(maskSecrets);
    if ((value as Readonly<Record<string, unknown>>)[mark.key] === mark.secret) return "[secret]";
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskSecrets(inner)]));
}

function reasonOf(error: unknown): string {
    if (error instanceof PulumiFailure) return error.stderr.trim().replace(/^error: /, "");
    return error instanceof Error ? error.message : String(error);
}
