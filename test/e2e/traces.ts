import { existsSync, readdirSync } from "node:fs";
import { cgroupOf } from "../../lab/cgroup.ts";
import { membersOf } from "../../lab/members.ts";
import type { Lab } from "../../lab/names.ts";
import { readText } from "../../lab/processes.ts";
import { siteNames } from "../../lab/sites.ts";

/** Whatever of a lab is on the host beside its files. */
export function tracesOf(lab: Lab): readonly string[] {
    const processes = readdirSync("/proc").filter((pid) => readText(`/proc/${pid}/cmdline`)?.includes(lab.prefix));
    const namespaces = readdirSync("/run/netns").filter((name) => name.startsWith(lab.prefix));
    const mounts = (readText("/proc/self/mountinfo") ?? "").split("\n").filter((line) => line.includes(lab.prefix));
    const cgroups = membersOf(lab, siteNames, null)
        .machines.map(({ id }) => cgroupOf(id))
        .filter(existsSync);
    return [...processes, ...namespaces, ...mounts, ...cgroups];
}
