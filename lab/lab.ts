import { describeLab } from "./names.ts";
import { variablesOf } from "./pulumi.ts";

export { labShell, sshToSite } from "./shell.ts";
export { startLab, startTasks } from "./start.ts";
export type { StartOptions } from "./start-options.ts";
export { type LabStatus, labStatus, type MachineStatus, type ServiceStatus } from "./status.ts";
export { type DestroyOptions, destroyLab, destroyTasks, type StopOptions, stopLab, stopTasks } from "./stop.ts";

/** Variables that point Pulumi and OpenStack's tools at a lab: its state, passphrase and `clouds.yaml`. */
export function labEnv(environment: string): Readonly<Record<string, string>> {
    return variablesOf(describeLab(environment));
}
