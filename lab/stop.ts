import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { Listr, type ListrTask } from "listr2";
import { cloudName } from "./clouds.ts";
import { assertRoot } from "./computer.ts";
import { withLabLock } from "./lock.ts";
import { goldenOf } from "./machine.ts";
import { membersOf } from "./members.ts";
import { describeLab, type Lab } from "./names.ts";
import { removeNamespace } from "./network.ts";
import { powerOff } from "./power.ts";
import { stackPath } from "./stack-files.ts";

/** What is removed with a lab. */
export interface DestroyOptions {
    /**
     * Whether golden roots that no other lab uses go too.
     * @default false
     */
    readonly golden?: boolean;
}

/** Shuts a lab down and leaves no process, namespace, mount or interface of it. Its disks stay. */
export async function stopLab(environment: string): Promise<void> {
    await new Listr(stopTasks(environment), { renderer: "silent" }).run();
}

/** Stops a lab and removes its files: machines, keys, Pulumi's state and stack files. */
export async function destroyLab(environment: string, options: DestroyOptions = {}): Promise<void> {
    await new Listr(destroyTasks(environment, options), { renderer: "silent" }).run();
}

/** Steps of a stop, to be shown as a list. */
export function stopTasks(environment: string): ListrTask[] {
    const lab = describeLab(environment);
    return [{ title: "Shut machines down, guests first", task: () => stop(lab) }];
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
    assertRoot();
    await withLabLock(lab, async () => {
        await Promise.all(membersOf(lab).machines.map((machine) => powerOff(machine)));
        await removeNamespace(lab.wan);
    });
}

function removeFiles(lab: Lab): void {
    for (const { name } of membersOf(lab).machines) rmSync(stackPath(lab, cloudName(lab, name)), { force: true });
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
