import { existsSync } from "node:fs";
import { execa } from "execa";
import { cgroupOf, processesIn } from "./cgroup.ts";
import type { Machine } from "./machine.ts";
import { membersOf } from "./members.ts";
import { describeLab } from "./names.ts";
import { namespaceExists } from "./namespace.ts";
import { readText } from "./processes.ts";
import { progressOf } from "./readiness.ts";
import { type Life, leaderOf, lifeOf } from "./supervisor.ts";

/** A service of a machine, by its unit's name. */
export interface ServiceStatus {
    readonly name: string;
    readonly active: boolean;
}

/** How a machine is. */
export interface MachineStatus {
    /** Short name: `tower` or the site's. */
    readonly name: string;
    readonly hostname: string;
    readonly address: string;
    /** `off`: it switched itself off; `stopped`: the lab did; `new`: it never ran. */
    readonly state: Life["state"];
    /** Seconds in this state. */
    readonly seconds: number;
    /** Boots since the lab was started; more than one means that it rebooted. */
    readonly boots: number;
    /** Whether all of it answers. */
    readonly ready: boolean;
    /** What it is doing, or why it can't go on, in its own words. */
    readonly phase: string;
    /** Proportional share of memory of all its processes, in bytes. */
    readonly memory: number;
    /** Disk its own files take beside the golden root, in bytes. */
    readonly disk: number;
    readonly services: readonly ServiceStatus[];
}

/** How a lab is. */
export interface LabStatus {
    readonly environment: string;
    /** Whether every machine runs and all of it answers. */
    readonly ready: boolean;
    /** Whether the WAN is there. */
    readonly wan: boolean;
    readonly machines: readonly MachineStatus[];
}

/** Looks at a lab; changes nothing. */
export async function labStatus(environment: string): Promise<LabStatus> {
    const lab = describeLab(environment);
    const made = existsSync(lab.home) ? membersOf(lab).machines.filter(({ folder }) => existsSync(folder)) : [];
    const machines = await Promise.all(made.map(machineStatus));
    const ready = machines.length > 0 && machines.every((machine) => machine.ready);
    return { environment, ready, wan: namespaceExists(lab.wan), machines };
}

async function machineStatus(machine: Machine): Promise<MachineStatus> {
    const { state, since, boots } = lifeOf(machine.folder);
    const { ready, phase, failure } = progressOf(machine);
    const [services, disk] = await Promise.all([servicesOf(machine), diskOf(machine)]);
    return {
        name: machine.name,
        hostname: machine.hostname,
        address: machine.address,
        state,
        seconds: since === 0 ? 0 : Math.max(0, Math.round(Date.now() / 1000) - since),
        boots,
        ready,
        phase: failure || phase,
        memory: memoryOf(machine),
        disk,
        services,
    };
}

function memoryOf(machine: Machine): number {
    const kibibytes = processesIn(cgroupOf(machine.id)).map((pid) => {
        const pss = /^Pss:\s+(\d+)/m.exec(readText(`/proc/${pid}/smaps_rollup`) ?? "")?.[1];
        return Number(pss ?? 0);
    });
    return 1024 * kibibytes.reduce((sum, share) => sum + share, 0);
}

async function diskOf(machine: Machine): Promise<number> {
    const { stdout } = await execa("du", ["-sk", `${machine.folder}/upper`], { reject: false });
    return 1024 * Number(stdout?.split("\t")[0] ?? 0);
}

const shown =
    /^(keystone|mariadb|rabbitmq-server|memcached|glance-api|placement-api|neutron-.*|tricircle-.*|nova-.*|ovn-.*|ov(s|n)-.*|ovsdb-server|libvirtd|ssh|mysql|apache2|devstack@.*)\.service$/;

// The machine's own service manager is asked from inside its namespaces: no login, and it works while SSH doesn't.
// It lists what is up, coming up or failed; what a machine of this role never starts is not its business.
async function servicesOf(machine: Machine): Promise<ServiceStatus[]> {
    const leader = leaderOf(machine.folder);
    if (leader === null) return [];
    const inside = ["--target", String(leader), "--all"];
    const list = ["systemctl", "list-units", "--type=service", "--plain", "--no-legend"];
    const { stdout } = await execa("nsenter", [...inside, ...list], { reject: false, timeout: 10_000 });
    return (stdout ?? "").split("\n").flatMap(serviceIn);
}

function serviceIn(line: string): ServiceStatus[] {
    const [unit = "", load, active] = line.trim().split(/\s+/);
    if (!shown.test(unit) || load !== "loaded") return [];
    return [{ name: unit.replace(/\.service$/, ""), active: active === "active" }];
}
