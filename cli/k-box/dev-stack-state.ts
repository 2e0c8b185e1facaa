import { statusCommand } from "../../components/dev-stack-script.ts";
import type { SshTarget } from "../../plan/environment-plan.ts";
import type { Shell } from "../verify/shell.ts";

/** How far DevStack is on a machine. */
export interface DevStackState {
    /** `bare`: nothing was ever put there; `not stacked`: it was prepared, or unstacked again. */
    readonly state: "bare" | "not stacked" | "running" | "failed" | "stacked";
    /** Last phase that it has said; empty on a bare machine. */
    readonly phase: string;
}

/**
 * Asks a machine itself; nothing is changed.
 * @throws Error when it can't be asked.
 */
export async function readDevStackState(shell: Shell, machine: Pick<SshTarget, "user">): Promise<DevStackState> {
    const { code, output, errors } = await shell.run(statusCommand(machine));
    const text = output.toString().trim();
    if (code === 0 && text === "") return { state: "bare", phase: "" };
    const [, state, phase = ""] = /^(not stacked|running|failed|stacked); last phase: (.*)$/.exec(text) ?? [];
    if (code === 0 && state !== undefined) return { state: state as DevStackState["state"], phase };
    throw new Error(`the K-Box doesn't say how far DevStack is: ${errors.trim().split("\n").at(-1) || text}`);
}

/** The same in a line, such as `running; last phase: Starting Keystone`. */
export function describeDevStackState({ state, phase }: DevStackState): string {
    return state === "bare" ? "nothing is there yet" : `${state}; last phase: ${phase}`;
}
