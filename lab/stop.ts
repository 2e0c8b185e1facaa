import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { Listr, type ListrTask } from "listr2";
import { UserError } from "../plan/user-error.ts";
import { cloudName } from "./clouds.ts";
import { assertRoot } from "./computer.ts";
import { withLabLock } from "./lock.ts";
import { goldenOf, type Machine } from "./machine.ts";
import { membersOf } from "./members.ts";
import { describeLab, type Lab } from "./names.ts";
import { removeNamespace } from "./network.ts";
import { powerOff } from "./power.ts";
import { sitesOf } from "./sites.ts";
import { stackPath } from "./stack-files.ts";
import { closeWayOut } from "./way-out.ts";

/** What of a lab is stopped. */
export interface StopOptions {
    /**
     * Machines to switch off: sites, or `tower`. The others go on, and so does the WAN.
     * @default all of them, and the WAN goes
     */
    readonly sites?: readonly string[];
}

/** What is removed with a lab. */
export interface DestroyOptions {
    /**
     * Whether golden roots that no other lab uses go too.
     * @default false
     */
    readonly golden?: boolean;
}

/** Shuts a lab, or some machines of it, down and leaves no process, mount or interface of them. Their disks stay. */
export async function stopLab(environment: string, options: StopOptions = {}): Promise<void> {
    await new Listr(stopTasks(environment, options), { renderer: "silent" }).run();
}

/** Stops a lab and removes its files: machines, keys, Pulumi's state and stack files. */
export async function destroyLab(environment: string, options: DestroyOptions = {}): Promise<void> {
    await new Listr(destroyTasks(environment, options), { renderer: "silent" }).run();
}

/** Steps of a stop, to be shown as a list. */
export function stopTasks(environment: string, { sites }: StopOptions = {}): ListrTask[] {
    const lab = describeLab(environment);
    if (sites === undefined) return [{ title: "Shut machines down, guests first", task: () => stop(lab) }];
    const machines = machinesNamed(lab, sites);
    const names = machines.map(({ hostname }) => hostname).join(", ");
    return [{ title: `Shut ${names} down, guests first`, task: () => stopSome(lab, machines) }];
}

/** Steps of a lab's removal, to be shown as a list. */
export function destroyTasks(environment: string, options: DestroyOptions = {}): ListrTask[] {
    const lab = describeLab(environment);
    return [
        ...stopTasks(environment),
        { title: "Remove the lab's files", task: () => removeFiles(lab) },
        ...(options.golden ? [{ title: "Remove unused golden roots", task: () => removeGoldens(lab.shared) }] : []),
    ];
}

async function stop(lab: Lab): Promise<void> {
    if (!existsSync(lab.home)) return;
    await stopSome(lab, membersOf(lab).machines);
    await withLabLock(lab, async () => {
        await closeWayOut(lab);
        await removeNamespace(lab.wan);
    });
}

async function stopSome(lab: Lab, machines: readonly Machine[]): Promise<void> {
    assertRoot();
    await withLabLock(lab, async () => {
        await Promise.all(machines.map((machine) => powerOff(machine)));
    });
}

/** Machines of a lab by their short names; all that are wrong are named at once. */
function machinesNamed(lab: Lab, names: readonly string[]): readonly Machine[] {
    const { machines, tower } = membersOf(lab);
    const made = machines.filter(({ folder }) => existsSync(folder));
    const unknown = names.filter((name) => !made.some((machine) => machine.name === name));
    if (unknown.length === 0) return made.filter(({ name }) => names.includes(name));
    const home = typeof tower.host === "string" ? ` The tower lives on ${tower.host}'s K-Box.` : "";
    throw new UserError(
        `--site ${unknown.join(",")}: no machine of the lab ${lab.environment}. ` +
            `Allowed: ${made.map(({ name }) => name).join(", ") || "none yet"}.${home}`,
    );
}

function removeFiles(lab: Lab): void {
    for (const name of ["tower", ...sitesOf(lab)]) rmSync(stackPath(lab, cloudName(lab, name)), { force: true });
    rmSync(lab.home, { recursive: true, force: true });
}

function removeGoldens(shared: string): void {
    const used = new Set(readdirSync(shared).flatMap((folder) => goldensUsedIn(path.join(shared, folder, "machines"))));
    for (const name of readdirSync(shared)) {
        if (/^golden-/.test(name) && !used.has(name)) rmSync(path.join(shared, name), { recursive: true, force: true });
    }
}

function goldensUsedIn(machines: string): string[] {
    if (!existsSync(machines)) return [];
    return readdirSync(machines).flatMap((name) => goldenOf({ folder: path.join(machines, name) }) ?? []);
}
