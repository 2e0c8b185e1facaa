import path from "node:path";
import { UserError } from "../plan/user-error.ts";
import { writeWhole } from "./files.ts";
import { isMade } from "./host.ts";
import { commandFor, type Lab } from "./names.ts";
import { readText } from "./processes.ts";

/** How the shared network of a lab is realised; machines of the two have nothing but the host in common. */
const drivers = ["mesh", "tricircle"] as const;

/** One of {@link drivers}. */
export type Driver = (typeof drivers)[number];

/** Driver of a lab that is there; a lab that says nothing is a mesh. */
export function driverOf(lab: Lab): Driver {
    return readText(driverFile(lab))?.trim() === "tricircle" ? "tricircle" : "mesh";
}

/** Writes down the driver of a lab. */
export function keepDriver(lab: Lab, driver: Driver): void {
    writeWhole(driverFile(lab), `${driver}\n`, { mode: 0o600 });
}

/** Driver of a lab's shared networks: its machines', unless `k-one migrate` has moved them to a mesh since. */
export function networkDriverOf(lab: Lab, machines: Driver = driverOf(lab)): Driver {
    return hasMoved(lab) ? "mesh" : machines;
}

/** Whether a lab's shared networks have left the driver that its machines were made for. */
export function hasMoved(lab: Lab): boolean {
    return readText(movedFile(lab)) !== null;
}

/** Writes down that a lab's shared networks are a mesh now, whatever its machines were made for. */
export function keepMesh(lab: Lab): void {
    writeWhole(movedFile(lab), "mesh\n", { mode: 0o600 });
}

/** Driver that a lab shall have: as it was said, or for a lab that is there as it is. Machines can't change theirs. */
export function chooseDriver(lab: Lab, wanted: string | undefined, host: string | null): Driver {
    const driver = drivers.find((known) => known === wanted);
    if (wanted !== undefined && driver === undefined) {
        throw new UserError(`--driver ${wanted}: unknown. Allowed: ${drivers.join(", ")}.`);
    }
    const chosen = isMade(lab) ? assertKept(lab, driver) : (driver ?? "mesh");
    if (chosen === "tricircle" && host !== null) {
        throw new UserError(
            `--host ${host}: with --driver tricircle the tower needs a machine of its own. Leave --host out.`,
        );
    }
    return chosen;
}

function assertKept(lab: Lab, wanted: Driver | undefined): Driver {
    const driver = driverOf(lab);
    if (wanted === undefined || wanted === driver) return driver;
    throw new UserError(
        `--driver ${wanted}: the lab ${lab.environment} was made with ${driver}, and its machines can't change. ` +
            `Leave --driver out, or make the lab anew: \`${commandFor(lab.environment, "destroy")}\`, ` +
            `then \`${commandFor(lab.environment, "start")} --driver ${wanted}\`.`,
    );
}

function movedFile(lab: Lab): string {
    return path.join(lab.home, "moved");
}

function driverFile(lab: Lab): string {
    return path.join(lab.home, "driver");
}
