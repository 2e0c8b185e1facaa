import { statfsSync } from "node:fs";
import { freemem } from "node:os";
import { UserError } from "../plan/user-error.ts";
import type { Bootstrap } from "./bootstrap.ts";
import type { Lab } from "./names.ts";
import { assertOverlayable } from "./overlay.ts";
import { readText } from "./processes.ts";

const gibibyte = 2 ** 30;

/** What new machines need of a computer, and what it has. */
export interface Demand {
    /** Number of machines that are not there yet, the tower not counted. */
    readonly newSites: number;
    /** What one of them needs, in GiB. */
    readonly site: SiteDemand;
    /** Bytes of memory free for programs. */
    readonly memory: number;
    /** Bytes of disk free where the lab lives. */
    readonly disk: number;
}

/** What a site's machine needs, in GiB. */
export interface SiteDemand {
    readonly memory: number;
    readonly disk: number;
}

const demands: Readonly<Record<Bootstrap["kind"], SiteDemand>> = {
    adopt: { memory: 2, disk: 1 },
    // DevStack's region with its sources and packages.
    devstack: { memory: 4, disk: 7 },
};

/** Refuses a computer that can't run a lab, before anything is changed. */
export function assertRoot(uid: number | undefined = process.getuid?.()): void {
    if (process.platform !== "linux") {
        throw new UserError(
            `The lab needs Linux; this is ${process.platform}. Use a Debian or Ubuntu machine, or a virtual one.`,
        );
    }
    if (uid !== 0)
        throw new UserError("The lab starts machines, which needs root: run the command with sudo, or as root.");
}

/** Refuses a folder or a computer that can't hold the lab's new machines. */
export function assertRoom(lab: Lab, newSites: number, kind: Bootstrap["kind"] = "adopt"): void {
    assertOverlayable(lab.home);
    const { bavail, bsize } = statfsSync(lab.home);
    assertEnough({ newSites, site: demands[kind], memory: availableMemory(), disk: bavail * bsize });
}

/** Refuses to start machines that wouldn't fit. */
export function assertEnough({ newSites, site, memory, disk }: Demand): void {
    if (newSites === 0) return;
    const needed = { memory: 1 + site.memory * newSites, disk: 1 + site.disk * newSites };
    const given = { memory: Math.floor(memory / gibibyte), disk: Math.floor(disk / gibibyte) };
    for (const what of ["memory", "disk"] as const) {
        if (given[what] >= needed[what]) continue;
        throw new UserError(
            `${newSites} more sites need about ${needed[what]} GiB of free ${what}; this computer has ${given[what]}. ` +
                "Free some, or start with fewer sites: `npx k-one lab start --sites 1`.",
        );
    }
}

// Node's own number leaves out what the kernel would give back.
function availableMemory(): number {
    const kibibytes = /^MemAvailable:\s+(\d+)/m.exec(readText("/proc/meminfo") ?? "")?.[1];
    return kibibytes === undefined ? freemem() : Number(kibibytes) * 1024;
}
