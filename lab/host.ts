import { existsSync } from "node:fs";
import path from "node:path";
import { UserError } from "../plan/user-error.ts";
import { writeWhole } from "./files.ts";
import { commandFor, type Lab } from "./names.ts";
import { readText } from "./processes.ts";
import { sitesOf } from "./sites.ts";

/** Site whose K-Box a lab's tower lives on; `null` when the tower is a machine of its own. */
export function hostOf(lab: Lab): string | null {
    return readText(hostFile(lab))?.trim() || null;
}

/** Writes down where a lab's tower lives. */
export function keepHost(lab: Lab, host: string | null): void {
    writeWhole(hostFile(lab), `${host ?? ""}\n`, { mode: 0o600 });
}

/**
 * Where the tower of a lab with these sites shall live: as it was said, or for a lab that is there as it is.
 * What is said must be one of the sites, and a tower can't move. `usual`: where it lives when nothing is said; `null`: on
 * a machine of its own.
 */
export function chooseHost(
    lab: Lab,
    wanted: string | undefined,
    sites: readonly string[],
    usual: string | null = null,
): string | null {
    if (!isMade(lab)) return checkedHost(wanted ?? usual ?? undefined, sites);
    const host = hostOf(lab);
    if (wanted === undefined || wanted === host) return host;
    const destroy = commandFor(lab.environment, "destroy");
    throw new UserError(
        `--host ${wanted}: the tower of the lab ${lab.environment} lives on ${placeOf(host)}, and a tower can't move. ` +
            `Leave --host out, or make the lab anew: \`${destroy}\`, then \`${commandFor(lab.environment, "start")} --host ${wanted}\`.`,
    );
}

function checkedHost(wanted: string | undefined, sites: readonly string[]): string | null {
    if (wanted === undefined || sites.includes(wanted)) return wanted ?? null;
    throw new UserError(
        `--host ${wanted}: not one of this lab's sites. Allowed: ${sites.join(", ")}; --sites adds more. ` +
            "Without --host the tower gets a machine of its own.",
    );
}

function placeOf(host: string | null): string {
    return host === null ? "a machine of its own" : `${host}'s K-Box`;
}

/** Whether a lab has machines already. */
export function isMade(lab: Lab): boolean {
    return sitesOf(lab).length > 0 || existsSync(path.join(lab.machines, "tower"));
}

function hostFile(lab: Lab): string {
    return path.join(lab.home, "host");
}
