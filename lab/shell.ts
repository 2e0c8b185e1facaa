import { existsSync } from "node:fs";
import { execa } from "execa";
import { UserError } from "../plan/user-error.ts";
import type { Machine } from "./machine.ts";
import { membersOf } from "./members.ts";
import { commandFor, describeLab, type Lab } from "./names.ts";
import { enterNamespace, namespaceExists } from "./namespace.ts";
import { environmentOf, type PulumiTool } from "./pulumi.ts";
import { sshArguments } from "./ssh.ts";

/** Runs a command on the tower or a site's K-Box, or a login shell, on this terminal; returns its exit code. */
export async function sshToSite(environment: string, name: string, argv: readonly string[] = []): Promise<number> {
    const lab = runningLab(environment);
    const machine = machineNamed(lab, name);
    const arguments_ = sshArguments(lab, machine, argv);
    return onTerminal(arguments_, process.env);
}

/** Runs a command inside the lab's WAN, or the user's shell, on this terminal; returns its exit code. */
export async function labShell(environment: string, tool: PulumiTool, argv: readonly string[] = []): Promise<number> {
    const lab = runningLab(environment);
    const command = argv.length > 0 ? argv : [process.env.SHELL ?? "/bin/sh"];
    // Debian's and Ubuntu's prompt shows it in front.
    const env = { ...environmentOf(lab, tool), debian_chroot: `k-one ${environment}`, K_ONE_LAB: environment };
    return onTerminal([...enterNamespace(lab.wan), ...command], env);
}

function machineNamed(lab: Lab, name: string): Machine {
    const { machines, towerMachine } = membersOf(lab);
    const wanted = name === "tower" ? towerMachine?.name : name;
    const found = machines.find((machine) => machine.name === wanted && existsSync(machine.folder));
    if (found !== undefined) return found;
    const names = machines.map((machine) => machine.name).join(", ");
    throw new UserError(`${name}: no machine of the lab ${lab.environment}. Allowed: ${names}.`);
}

function runningLab(environment: string): Lab {
    const lab = describeLab(environment);
    if (namespaceExists(lab.wan)) return lab;
    throw new UserError(
        `The lab ${environment} is not running. Start it with \`${commandFor(environment, "start")}\`.`,
    );
}

async function onTerminal(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
    const [file = "", ...rest] = argv;
    const { exitCode, signal } = await execa(file, rest, { stdio: "inherit", env, extendEnv: false, reject: false });
    return exitCode ?? (signal === undefined ? 1 : 128);
}
