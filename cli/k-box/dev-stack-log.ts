import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { logCommand } from "../../components/dev-stack-script.ts";
import type { DevStackPlan } from "../../plan/dev-stack/dev-stack-plan.ts";
import type { EnvironmentPlan, SshTarget } from "../../plan/environment-plan.ts";
import type { Login } from "../../ssh/login.ts";
import type { OpenEnvironment, StackTarget } from "../environment.ts";
import type { Failure } from "../progress.ts";
import { failureText } from "../session.ts";
import type { Shell } from "../verify/shell.ts";
import { withStackKey } from "./with-k-box.ts";

/** DevStack's log may be tens of megabytes, and goes through the machine's filter of secrets. */
const logSeconds = 120;

/**
 * Fetches the log of each machine on which DevStack has failed, as the machine itself prints it, without secrets, into
 * `<name>-devstack.log` beside the environment's other logs.
 * @returns A sentence for each machine: where the copy is, or why there is none. None where no DevStack has failed.
 */
export async function copyDevStackLogs(
    environment: Pick<OpenEnvironment, "pulumi" | "plan" | "logs">,
    target: Pick<StackTarget, "stack" | "site">,
    failures: readonly Failure[],
    signal: AbortSignal,
): Promise<readonly string[]> {
    const failed = failedDevStacks(environment.plan, target, failures);
    return Promise.all(failed.map((plan) => copyLog(environment, target.stack, plan, signal)));
}

/** Machines of a stack on which DevStack had begun when it failed; before that there is no log. */
export function failedDevStacks(
    { tower }: Pick<EnvironmentPlan, "tower">,
    { site }: Pick<StackTarget, "site">,
    failures: readonly Failure[],
): readonly DevStackPlan[] {
    const prefix = `${site?.site ?? "tower"}-devstack`;
    const main = site === null ? tower.devStack : site.devStack;
    const all = [
        ...(main ? [[prefix, main] as const] : []),
        ...(site?.computeNodes ?? []).map((node) => [`${prefix}-${node.name}`, node] as const),
    ];
    const begun = (name: string) =>
        failures.some(({ resource }) => resource === `${name}-stack` || resource === `${name}-health`);
    return all.filter(([name]) => begun(name)).map(([, plan]) => plan);
}

async function copyLog(
    environment: Pick<OpenEnvironment, "pulumi" | "logs">,
    stack: string,
    plan: DevStackPlan,
    signal: AbortSignal,
): Promise<string> {
    const file = join(environment.logs, `${plan.name}-devstack.log`);
    try {
        await withStackKey(environment, stack, signal, async (connections, agent) => {
            const near = plan.jump === null ? undefined : await connections.open(loginTo(plan, plan.jump, agent));
            await keepLog(await connections.open(loginTo(plan, plan.machine, agent), near), plan, file);
        });
        return `A copy of DevStack's log without secrets: ${file}`;
    } catch (error) {
        return `DevStack's log at ${plan.machine.address} couldn't be copied: ${firstLine(failureText(error))}`;
    }
}

/**
 * Keeps what a machine prints as its log, for this user's eyes only; an older copy goes.
 * @throws Error when the machine prints none.
 */
export async function keepLog(shell: Shell, { machine }: Pick<DevStackPlan, "machine">, file: string): Promise<void> {
    const { code, output, errors } = await shell.run(logCommand(machine), { seconds: logSeconds });
    if (code !== 0) throw new Error(errors.trim().split("\n").at(-1) || `no end within ${logSeconds} s`);
    await rm(file, { force: true });
    await writeFile(file, output, { mode: 0o600, flag: "wx" });
}

function loginTo({ name }: DevStackPlan, machine: SshTarget, agent: string): Login {
    return { ...machine, alias: `${name}-${machine.address}`, hostKeys: [machine.hostKey], key: null, agent };
}

function firstLine(text: string): string {
    return text.trim().split("\n")[0] ?? "";
}
