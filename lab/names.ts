import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, realpathSync } from "node:fs";
import path from "node:path";
import { UserError } from "../plan/user-error.ts";

/** Folder of this project. */
export const projectFolder = path.dirname(import.meta.dirname);

/** Names and places of a lab: two labs, and two clones of the project, have nothing in common. */
export interface Lab {
    /** Environment's name, such as `lab`. */
    readonly environment: string;
    /** Project folder the lab belongs to. */
    readonly project: string;
    /** Start of the names of all its namespaces, machines and control groups, such as `k1-3f9a02-lab`. */
    readonly prefix: string;
    /** Network namespace of its WAN. */
    readonly wan: string;
    /** `.k-one/`, with what labs share, such as golden roots. */
    readonly shared: string;
    /** The lab's own folder, `.k-one/<environment>/`. */
    readonly home: string;
    readonly machines: string;
    readonly keys: string;
    readonly logs: string;
    readonly secrets: string;
    readonly knownHosts: string;
    readonly clouds: string;
    readonly passphrase: string;
    /** Folder of Pulumi's state. */
    readonly state: string;
    /** Folder of the stack files. */
    readonly stacks: string;
}

/** Whether an environment is a lab on this computer. */
export function isLab(environment: string): boolean {
    return /^lab[a-z0-9]*$/.test(environment);
}

/** A command of `k-one lab` as the user would type it for this lab: `npx k-one lab start`. */
export function commandFor(environment: string, command: string): string {
    return `npx k-one lab ${command}${environment === "lab" ? "" : ` --environment ${environment}`}`;
}

/** Names and places of the lab `environment`; nothing is made. */
export function describeLab(environment: string, project: string = projectFolder): Lab {
    assertLabName(environment);
    const prefix = `k1-${hashOf(path.resolve(project))}-${environment}`;
    const shared = path.join(project, ".k-one");
    const home = path.join(shared, environment);
    return {
        environment,
        project,
        prefix,
        wan: `${prefix}-wan`,
        shared,
        home,
        machines: path.join(home, "machines"),
        keys: path.join(home, "keys"),
        logs: path.join(home, "logs"),
        secrets: path.join(home, "secrets.json"),
        knownHosts: path.join(home, "known_hosts"),
        clouds: path.join(home, "clouds.yaml"),
        passphrase: path.join(home, "passphrase"),
        state: path.join(home, "state"),
        stacks: path.join(project, "stacks"),
    };
}

/** Makes the lab's own folders; only their owner can look into them. */
export function makeFolders(lab: Lab): void {
    mkdirSync(lab.shared, { recursive: true });
    for (const folder of [lab.home, lab.machines, lab.keys, lab.logs, lab.state]) {
        mkdirSync(folder, { recursive: true });
        chmodSync(folder, 0o700);
    }
    mkdirSync(lab.stacks, { recursive: true });
}

// A name stays the same however the folder was reached.
function hashOf(folder: string): string {
    return createHash("sha256").update(realFolder(folder)).digest("hex").slice(0, 6);
}

function realFolder(folder: string): string {
    try {
        return realpathSync(folder);
    } catch {
        return folder;
    }
}

// Machine names end up in host names and control groups: the limit keeps them all under 64 characters.
function assertLabName(environment: string): void {
    if (isLab(environment) && environment.length <= 20) return;
    throw new UserError(
        `${environment}: not a lab. A lab's name is "lab" and up to 17 lower-case letters or digits, such as lab or labtest.`,
    );
}
