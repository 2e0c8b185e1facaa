import { setMaxListeners } from "node:events";
import { cloudOpener } from "../../cloud/opener.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { openEnvironment } from "../environment.ts";
import { callPulumi } from "../pulumi.ts";
import type { StackState } from "../recover/state.ts";
import { keyPlaces } from "../ssh/keys.ts";
import { Connections } from "./connections.ts";
import { type Hands, SshHands } from "./hands.ts";
import { localShell } from "./shell.ts";

/** How patient {@link withHands}' hands are. */
export interface HandsOptions {
    /**
     * Seconds that a guest may still take to boot.
     * @default 60
     */
    readonly bootSeconds?: number;
    /**
     * Seconds to wait for a guest's routes after its leases were renewed.
     * @default 15
     */
    readonly routeSeconds?: number;
    /**
     * Ends everything early; what was opened is closed before the error is thrown.
     * @default - never
     */
    readonly signal?: AbortSignal;
}

/** Works with the guests and K-Boxes of an environment; every connection is closed at the end. */
export async function withHands<T>(
    plan: EnvironmentPlan,
    options: HandsOptions,
    work: (hands: Hands) => Promise<T>,
): Promise<T> {
    const { bootSeconds = 60, routeSeconds = 15, signal = new AbortController().signal } = options;
    // Every command that runs listens to it.
    setMaxListeners(0, signal);
    const connections = await Connections.create(signal);
    const { environment } = plan;
    const keys = keyPlaces(environment);
    const here = localShell(signal);
    const openCloud = cloudOpener(environment, 20_000);
    const readState = stateReader(environment);
    try {
        return await work(
            new SshHands({ plan, here, connections, openCloud, readState, keys, bootSeconds, routeSeconds, signal }),
        );
    } finally {
        await connections.close();
    }
}

function stateReader(environment: string): (stack: string) => Promise<StackState | null> {
    let opened: ReturnType<typeof openEnvironment> | null = null;
    return async (stack) => {
        opened ??= openEnvironment(environment, "preview", () => undefined);
        const { pulumi, stacks } = await opened;
        if (!stacks.has(stack)) return null;
        return JSON.parse(await callPulumi(pulumi, ["stack", "export", "--stack", stack])) as StackState;
    };
}
