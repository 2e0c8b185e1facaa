import { existsSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../plan/user-error.ts";
import { readText } from "./processes.ts";

/** Control group of a machine: all its processes, and nobody else's, are in it or below it. */
export function cgroupOf(machine: string): string {
    return path.join(unifiedRoot(), machine);
}

/** Process ids in a control group and below it. */
export function processesIn(cgroup: string): number[] {
    return foldersIn(cgroup).flatMap((folder) => numbers(readText(path.join(folder, "cgroup.procs"))));
}

/** Ends every process in a control group at once. */
export function killAll(cgroup: string): void {
    if (existsSync(cgroup)) writeFileSync(path.join(cgroup, "cgroup.kill"), "1");
}

/** Removes a control group; says whether it is gone. One that still holds a process, even a dying one, stays. */
export function removeCgroup(cgroup: string): boolean {
    try {
        for (const folder of foldersIn(cgroup).reverse()) rmdirSync(folder);
        return true;
    } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "EBUSY") return false;
        throw error;
    }
}

// A folder stands before the ones below it.
function foldersIn(cgroup: string): string[] {
    if (!existsSync(cgroup)) return [];
    const below = readdirSync(cgroup, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [cgroup, ...below.flatMap((entry) => foldersIn(path.join(cgroup, entry.name)))];
}

function numbers(lines: string | null): number[] {
    return (lines ?? "").split("\n").filter(Boolean).map(Number);
}

// On hosts with both versions of control groups, version 2 is not at the usual place.
function unifiedRoot(): string {
    const mounts = (readText("/proc/self/mountinfo") ?? "").split("\n").map((line) => line.split(" "));
    const found = mounts.find((fields) => fields[fields.indexOf("-") + 1] === "cgroup2")?.[4];
    if (found === undefined) {
        throw new UserError("This computer has no control groups of version 2 mounted, which the lab's machines need.");
    }
    return found;
}
