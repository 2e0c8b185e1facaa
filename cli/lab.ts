import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import type { ListrTask } from "listr2";
import {
    destroyTasks,
    type LabStatus,
    labShell,
    labStatus,
    type MachineStatus,
    type StartOptions,
    sshToSite,
    startTasks,
    stopTasks,
} from "../lab/lab.ts";
import { commandFor } from "../lab/names.ts";
import { UserError } from "../plan/user-error.ts";
import { ensureToolchain } from "../toolchain/toolchain.ts";
import { confirm } from "./confirm.ts";
import { printOutcome } from "./outcome.ts";
import { siteList } from "./site-names.ts";
import { showSteps } from "./steps.ts";

type StartWords = Pick<
    StartOptions,
    "sites" | "host" | "driver" | "bootstrap" | "gitBase" | "computeNode" | "identity"
>;

interface LabOptions {
    readonly environment: string;
}

/** Builds `k-one lab`: the environment of real machines on this computer. */
export function labCommand(): Command {
    const lab = new Command("lab")
        .description("Machines of the lab on this computer: start, stop, look at them, get into them.")
        .enablePositionalOptions();
    for (const command of [
        startCommand(),
        stopCommand(),
        destroyCommand(),
        statusCommand(),
        sshCommand(),
        shellCommand(),
    ])
        lab.addCommand(command);
    return lab;
}

function startCommand(): Command {
    return onLab("start", "Start the lab, or what of it doesn't run.")
        .option("--sites <number>", "number of sites, at least (default: as many as it has, or 2)", wholeNumber)
        .option("--host <site>", "put a new lab's tower on this site's K-Box (default: a machine of its own)")
        .option(
            "--driver <driver>",
            "how a new lab's shared network is realised: mesh, or tricircle, the original way (default: mesh)",
        )
        .option(
            "--bootstrap <how>",
            "what makes a new lab's regions: adopt, its machines bring them along; devstack, `up` makes them of bare machines (default: adopt)",
        )
        .option(
            "--git-base <url>",
            "where DevStack comes from: a server, or file:///folder with openstack/<name>.git (default: https://opendev.org)",
        )
        .option(
            "--compute-node <site>",
            "with devstack: this site's K-Cube is a machine, too, which `up` makes a compute node (default: none)",
        )
        .option(
            "--identity <whose>",
            "who knows a new lab's users: shared, the tower's Keystone; own, one at each site, and no tower (default: shared)",
        )
        .action(async ({ environment, ...options }: LabOptions & StartWords) => {
            await show(environment, startTasks(environment, options));
        });
}

function stopCommand(): Command {
    return onLab("stop", "Shut the lab, or some of its machines, down; their disks stay.")
        .option(
            "-s, --site <sites>",
            "these machines only: a,b (tower is one of them); `start` brings them back",
            siteList,
        )
        .action(async ({ environment, site }: LabOptions & { site?: readonly string[] }) => {
            await show(environment, stopTasks(environment, site === undefined ? {} : { sites: site }));
        });
}

function destroyCommand(): Command {
    return onLab("destroy", "Stop the lab and remove its disks, keys and Pulumi state.")
        .option("--golden", "remove root file systems that no lab uses, too", false)
        .option("--yes", "don't ask", false)
        .action(async ({ environment, golden, yes }: LabOptions & { golden: boolean; yes: boolean }) => {
            if (!yes && !(await confirm(`Remove the lab ${environment} with all that is in it?`)))
                throw new UserError("Nothing was removed.");
            await show(environment, destroyTasks(environment, { golden }));
        });
}

function statusCommand(): Command {
    return onLab("status", "Show machines, services, memory and disk.")
        .option("--json", "print JSON", false)
        .action(async ({ environment, json }: LabOptions & { json: boolean }) => {
            printOutcome(await labStatus(environment), json, renderStatus);
        });
}

function sshCommand(): Command {
    return onLab("ssh", "Log in to a site's K-Box, or run a command there.")
        .argument("<site>", "site's name, or tower")
        .argument("[command...]", "what to run there (default: a login shell)")
        .passThroughOptions()
        .action(async (site: string, words: string[], { environment }: LabOptions) => {
            // After the site nothing is an option any more, so commander leaves the dashes in.
            const command = words[0] === "--" ? words.slice(1) : words;
            process.exitCode = await sshToSite(environment, site, command);
        });
}

function shellCommand(): Command {
    return onLab("shell", "Open a shell in the lab's network, or run a command there; for pulumi, openstack, ssh.")
        .argument("[command...]", "what to run there (default: your shell)")
        .passThroughOptions()
        .action(async (command: string[], { environment }: LabOptions) => {
            process.exitCode = await labShell(environment, await ensureToolchain({ log: note }), command);
        });
}

/** A lab's state as a table for people. */
export function renderStatus({ environment, machines }: LabStatus): string {
    if (machines.length === 0)
        return `The lab ${environment} does not exist yet. Make it with \`npx k-one lab start\`.`;
    const table = new Table({
        head: ["machine", "address", "state", "for", "services", "memory", "disk"],
        style: { head: [], border: [] },
    });
    for (const machine of machines) table.push(rowOf(machine));
    return table.toString();
}

function rowOf(machine: MachineStatus): string[] {
    return [
        machine.hostname,
        machine.address,
        stateOf(machine),
        machine.seconds === 0 ? "" : spanOf(machine.seconds),
        servicesOf(machine),
        mebibytes(machine.memory),
        mebibytes(machine.disk),
    ];
}

function stateOf({ state, ready, phase, boots }: MachineStatus): string {
    if (state !== "running") return state;
    const booted = boots > 1 ? `, booted ${boots} times` : "";
    return ready ? `ready${booted}` : `starting: ${phase || "booting"}${booted}`;
}

function servicesOf({ services }: MachineStatus): string {
    if (services.length === 0) return "";
    const active = services.filter((service) => service.active).length;
    const others = services.filter((service) => !service.active).map(({ name }) => name);
    return [`${active} of ${services.length} up`, ...(others.length > 0 ? [`not up: ${others.join(", ")}`] : [])].join(
        "\n",
    );
}

function spanOf(seconds: number): string {
    const minutes = Math.floor(seconds / 60);
    if (minutes < 1) return `${seconds} s`;
    return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function mebibytes(bytes: number): string {
    return `${Math.round(bytes / 2 ** 20)} MiB`;
}

function onLab(name: string, description: string): Command {
    return new Command(name)
        .description(description)
        .option("--environment <name>", "which lab: lab, or lab and more letters or digits", "lab");
}

/** How to go on with a lab, or to undo it, when its steps were interrupted. */
function hintOf(environment: string): string {
    return `To go on: ${commandFor(environment, "start")}. To undo: ${commandFor(environment, "stop")}.`;
}

function show(environment: string, tasks: readonly ListrTask[]): Promise<void> {
    return showSteps(tasks, hintOf(environment));
}

function wholeNumber(text: string): number {
    if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
    return Number(text);
}

function note(line: string): void {
    process.stderr.write(`${line}\n`);
}
