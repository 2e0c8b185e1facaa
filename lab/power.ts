import { existsSync, renameSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cgroupOf, killAll, processesIn, removeCgroup } from "./cgroup.ts";
import { goldenOf, type Machine } from "./machine.ts";
import type { Lab } from "./names.ts";
import { wanPorts } from "./network.ts";
import { lowerLayer } from "./overlay.ts";
import { firstUser, users } from "./owners.ts";
import { askToStop, isSupervised, killSupervisor, leaderOf, markStopped, supervise } from "./supervisor.ts";

// Guests get up to a minute to shut down; the rest of a machine takes seconds.
const graceSeconds = 90;

const bootScript = path.join(import.meta.dirname, "boot-machine.sh");

/** Whether a machine runs and is plugged into its WAN; one that reboots right now is given a moment. */
export async function isPoweredOn(lab: Lab, machine: Machine): Promise<boolean> {
    return isSupervised(machine.folder) && (await becomes(() => isPluggedIn(lab, machine), 3));
}

/** Switches a machine on. What a crash left of its last life is cleared first. */
export async function powerOn(lab: Lab, machine: Machine): Promise<void> {
    await powerOff(machine);
    turnLog(machine.log);
    await supervise({ folder: machine.folder, command: bootCommand(lab, machine), log: machine.log });
}

/** Shuts a machine down, within a time limit, and leaves no process or control group of it. */
export async function powerOff(machine: Machine, seconds: number = graceSeconds): Promise<void> {
    const cgroup = cgroupOf(machine.id);
    const isGone = () => !isSupervised(machine.folder) && processesIn(cgroup).length === 0;
    askToStop(machine.folder);
    if (!(await becomes(isGone, seconds, () => remind(machine)))) {
        pullThePlug(machine, cgroup);
        await becomes(isGone, 10);
    }
    // Its last processes may still be on their way out.
    if (await becomes(() => removeCgroup(cgroup), 10)) return;
    throw new Error(`${machine.id}: processes of it don't end: ${processesIn(cgroup).join(", ")}`);
}

async function isPluggedIn(lab: Lab, { cards }: Machine): Promise<boolean> {
    const ports = await wanPorts(lab);
    return cards.every(({ port }) => ports.includes(port));
}

// A machine that boots may miss the word to stop: its first process has no ears yet. Said twice, it does no harm.
function remind(machine: Machine): void {
    const halt = 37; // SIGRTMIN+3, which Node has no name for
    const leader = leaderOf(machine.folder);
    if (leader !== null) process.kill(leader, halt);
}

function pullThePlug(machine: Machine, cgroup: string): void {
    killSupervisor(machine.folder);
    killAll(cgroup);
    markStopped(machine.folder);
}

function bootCommand(lab: Lab, machine: Machine): readonly string[] {
    const golden = goldenOf(machine);
    if (golden === null) throw new Error(`${machine.id}: no golden root was chosen for it`);
    const lower = lowerLayer(machine.folder, path.join(lab.shared, golden));
    const ports = machine.cards.map(({ port, wire = "wan" }) => `${port}@${wire}`).join(" ");
    const where = [machine.id, lab.wan, ports, cgroupOf(machine.id), lower];
    return ["/bin/sh", bootScript, ...where, ...nspawnArguments(machine)];
}

function nspawnArguments(machine: Machine): readonly string[] {
    return [
        "--quiet",
        "--boot",
        "--settings=no",
        `--machine=${machine.id}`,
        `--hostname=${machine.hostname}`,
        "--private-network",
        ...machine.cards.map(({ name, port }) => `--network-veth-extra=${port}:${name}`),
        // Root in the machine is nobody on the host: what it is allowed to, it is allowed to its own machine only.
        `--private-users=${firstUser}:${users}`,
        "--private-users-ownership=off",
        // The host's service manager, if it has one, knows nothing of the machine: the lab's supervisor looks after it.
        "--register=no",
        "--keep-unit",
        // Open vSwitch, network namespaces and nftables need the first, QEMU's memory the second.
        "--capability=CAP_NET_ADMIN,CAP_IPC_LOCK",
        "--drop-capability=CAP_MKNOD",
        "--bind=/dev/net/tun",
        ...Object.entries(machine.binds).map(([place, folder]) => `--bind-ro=${escaped(folder)}:${place}`),
        "--resolv-conf=off",
        "--timezone=off",
        "--link-journal=no",
        "--console=pipe",
    ];
}

// A colon ends a path there.
function escaped(folder: string): string {
    return folder.replace(/[\\:]/g, "\\$&");
}

// The last life's log may be what explains this one.
function turnLog(file: string): void {
    if (existsSync(file)) renameSync(file, `${file}.old`);
}

async function becomes(
    condition: () => boolean | Promise<boolean>,
    seconds: number,
    atFirst: () => void = () => {},
): Promise<boolean> {
    const start = Date.now();
    for (let round = 1; !(await condition()); round++) {
        if (Date.now() - start > seconds * 1000) return false;
        if (round % 60 === 0 && round <= 300) atFirst();
        await sleep(50);
    }
    return true;
}
