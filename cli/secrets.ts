import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { projectFolder } from "../lab/names.ts";
import { readEnvironment } from "../plan/environment.ts";
import type { EnvironmentPlan } from "../plan/environment-plan.ts";
import { configKeys } from "../plan/stack-file.ts";
import { withLock } from "../toolchain/lock.mjs";
import { openBackend, targetsOf } from "./environment.ts";
import { interruptible } from "./interrupt.ts";
import { printOutcome } from "./outcome.ts";
import { addTargetOptions, type RunFlags } from "./run-command.ts";
import { makeSecrets, type SecretsStack } from "./secrets/make.ts";
import { renderSecrets } from "./secrets/report.ts";
import { PulumiVault } from "./secrets/vault.ts";
import { planOf, stacksFolder } from "./stack-files.ts";

/** `k-one secrets`: what the stacks keep encrypted in their files. */
export function secretsCommand(): Command {
    return new Command("secrets").description("Make the secrets that DevStack needs.").addCommand(makeCommand());
}

function makeCommand(): Command {
    const command = new Command("make").description(
        "Make those that are missing, encrypted in the stacks' files; what is there stays.",
    );
    return addTargetOptions(command).action(make);
}

async function make(environment: string, { site, json }: RunFlags): Promise<void> {
    const plan = planOf(environment, tell);
    const vault = new PulumiVault(() => openBackend(environment, "up", tell));
    const report = await alone(environment, () => {
        const stacks = secretsStacks(plan, site ?? null);
        return interruptible((signal) => makeSecrets({ plan, stacks, vault, signal, tell }));
    });
    printOutcome(report, json, renderSecrets);
}

/** Every stack of the environment; the named ones alone are chosen, or all. */
function secretsStacks(plan: EnvironmentPlan, names: readonly string[] | null): readonly SecretsStack[] {
    const chosen = targetsOf(plan, names).map(({ stack }) => stack);
    const files = readEnvironment(stacksFolder, plan.environment);
    return targetsOf(plan, null).map(({ stack, site }) => {
        const file = files.find(({ owner }) => owner === (site?.site ?? "tower"));
        const keys = file === undefined ? [] : configKeys(file).filter((key) => /^k-one:(?!site$|tower$)/.test(key));
        return { stack, site, keys: new Set(keys), chosen: chosen.includes(stack) };
    });
}

/** Two at once would make two values of what must be one. */
async function alone<T>(environment: string, work: () => Promise<T>): Promise<T> {
    const folder = join(projectFolder, ".k-one", environment);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const wait = (owner: string) => tell(`Waits for process ${owner}, which makes secrets of ${environment} …`);
    return withLock(join(folder, "secrets.lock"), wait, work);
}

function tell(line: string): void {
    process.stderr.write(`${line}\n`);
}
