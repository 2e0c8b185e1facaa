import { type BigIntStats, statfsSync, statSync } from "node:fs";
import { UserError } from "../plan/user-error.ts";
import { commandFor, describeLab, isLab } from "./names.ts";

export { isLab } from "./names.ts";

/** File that stands for a network namespace, as `ip netns` has them. */
export function namespaceFile(name: string): string {
    return `/run/netns/${name}`;
}

/** Whether a network namespace of this name is there. A file without one behind it is what a crash leaves. */
export function namespaceExists(name: string): boolean {
    const nsfs = 0x6e736673;
    try {
        return statfsSync(namespaceFile(name)).type === nsfs;
    } catch {
        return false;
    }
}

/** Arguments that run a command inside the lab's WAN: `[...enterLab("lab"), "ping", "203.0.113.11"]`. */
export function enterLab(environment: string): readonly string[] {
    return enterNamespace(describeLab(environment).wan);
}

/** Arguments that run a command inside a network namespace. */
export function enterNamespace(name: string): readonly string[] {
    return ["nsenter", `--net=${namespaceFile(name)}`, "--"];
}

/** Refuses a process that works on a lab from outside: its packets would go out to the addresses of someone else. */
export function assertInsideLab(environment: string): void {
    if (!isLab(environment) || isInside(describeLab(environment).wan)) return;
    throw new UserError(
        `${environment}: this process is outside the lab's network, where the lab's addresses belong to someone else. ` +
            `${hint(environment)}`,
    );
}

function hint(environment: string): string {
    const shell = `\`${commandFor(environment, "shell")}\``;
    return namespaceExists(describeLab(environment).wan)
        ? `Run the command in ${shell}.`
        : `The lab is not running: start it with \`${commandFor(environment, "start")}\`, then use ${shell}.`;
}

function isInside(name: string): boolean {
    if (!namespaceExists(name)) return false;
    return sameFile(statSync("/proc/self/ns/net", { bigint: true }), statSync(namespaceFile(name), { bigint: true }));
}

function sameFile(one: BigIntStats, other: BigIntStats): boolean {
    return one.ino === other.ino && one.dev === other.dev;
}
