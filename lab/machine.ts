import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Card, cardsOf, cardUnit } from "./cards.ts";
import { makeFolder, writeWhole } from "./files.ts";
import type { GoldenKindName } from "./golden-kinds.ts";
import { boxHostKey, controlKey, ensureKey, hostKey, loginKey, publicKey } from "./keys.ts";
import type { MachineSettings } from "./machine-settings.ts";
import type { Lab } from "./names.ts";
import { giveToMachine } from "./owners.ts";
import { pipSettings } from "./pip.ts";
import { readText } from "./processes.ts";

/** A machine of a lab: the tower, or a site's K-Box. */
export interface Machine {
    /** Short name: `tower` or the site's. */
    readonly name: string;
    /** Name on this computer, such as `k1-3f9a02-lab-gist`. */
    readonly id: string;
    /** Name it has for itself, such as `lab-gist`. */
    readonly hostname: string;
    /** Address it is reached at. */
    readonly address: string;
    readonly cards: readonly Card[];
    /** Site whose K-Box and control VM log in to it, or `null`. */
    readonly site: string | null;
    /** Root file system that it starts from. */
    readonly kind: GoldenKindName;
    /** Names of the K-Cluster's boxes that it holds stand-ins for. */
    readonly boxes: readonly string[];
    /** Folders of this computer that it may read, by the place where it finds them. */
    readonly binds: Readonly<Record<string, string>>;
    /** Its folder: `upper` and `work` of the overlay, `root` where it is mounted, and what its supervisor writes. */
    readonly folder: string;
    /** What its console prints, and its supervisor. */
    readonly log: string;
}

/** What only some machines have. */
export interface MachineTraits {
    /**
     * Address that its tunnels start from.
     * @default the machine's own
     */
    readonly vtepAddress?: string;
    /** @default none */
    readonly boxes?: readonly string[];
    /**
     * Cards beside the WAN's.
     * @default none
     */
    readonly cards?: readonly Card[];
    /**
     * Site whose K-Box and control VM log in to it.
     * @default none
     */
    readonly site?: string;
    /** @default "openstack" */
    readonly kind?: GoldenKindName;
    /** @default none */
    readonly binds?: Readonly<Record<string, string>>;
}

/** A machine of a lab by its short name. */
export function describeMachine(lab: Lab, name: string, address: string, traits: MachineTraits = {}): Machine {
    const { vtepAddress = address, boxes = [], kind = "openstack", binds = {}, cards = [], site = null } = traits;
    return {
        name,
        id: `${lab.prefix}-${name}`,
        hostname: `${lab.environment}-${name}`,
        address,
        cards: [...cardsOf(name, address, vtepAddress), ...cards],
        site,
        kind,
        boxes,
        binds,
        folder: path.join(lab.machines, name),
        log: path.join(lab.logs, `${name}.log`),
    };
}

/** Makes the keys of a machine and of its boxes: their own, and the ones that log in. */
export async function ensureMachineKeys(lab: Lab, machine: Machine): Promise<void> {
    await ensureKey(hostKey(lab, machine.name), machine.hostname);
    await ensureKey(loginKey(lab, machine.name), `root@${machine.hostname}`);
    await ensureKey(controlKey(lab, machine.name), `control@${machine.hostname}`);
    for (const box of machine.boxes) await ensureKey(boxHostKey(lab, machine.name, box), box);
}

/**
 * Writes what a machine is made of beside the golden root into its part of the overlay; what it changed itself stays.
 * The machine must not run: a mounted overlay's folders belong to it alone.
 */
export function writeMachine(lab: Lab, machine: Machine, settings: MachineSettings): void {
    for (const part of ["work", "root"]) makeFolder(path.join(machine.folder, part), { mode: 0o755 });
    makeFolder(inUpper(machine, ""), { mode: 0o755, made: giveToMachine });
    makeFolder(inUpper(machine, "root/.ssh"), { mode: 0o700, made: giveToMachine });
    for (const [file, text, mode] of filesOf(lab, machine)) {
        if (!existsSync(inUpper(machine, file))) writeIn(machine, file, text, mode);
    }
    writeIn(machine, settingsFile, renderSettings(settings), 0o600);
}

/** Where a machine finds its settings. */
export const settingsFile = "/etc/k-one-lab/machine.json";

/** Text of a machine's settings. */
export function renderSettings(settings: MachineSettings): string {
    return `${JSON.stringify(settings, null, 4)}\n`;
}

/** Whether a machine was told these settings. */
export function hasSettings(machine: Machine, settings: MachineSettings): boolean {
    return readText(inUpper(machine, settingsFile)) === renderSettings(settings);
}

/** Root file system a machine was made from; it can't be put on another one later. `null` for a new machine. */
export function goldenOf(machine: Pick<Machine, "folder">): string | null {
    return readText(path.join(machine.folder, "golden"))?.trim() ?? null;
}

/** Writes down the root file system a machine is made from. */
export function keepGolden(machine: Machine, golden: string): void {
    makeFolder(machine.folder, { mode: 0o700 });
    writeWhole(path.join(machine.folder, "golden"), `${golden}\n`, { mode: 0o600 });
}

type FileOfMachine = readonly [file: string, text: string, mode: number];

function inUpper(machine: Machine, file: string): string {
    return path.join(machine.folder, "upper", file);
}

function writeIn(machine: Machine, file: string, text: string, mode: number): void {
    makeFolder(path.dirname(inUpper(machine, file)), { mode: 0o755, made: giveToMachine });
    writeWhole(inUpper(machine, file), text, { mode, made: giveToMachine });
}

function filesOf(lab: Lab, machine: Machine): readonly FileOfMachine[] {
    return [
        ["etc/hostname", `${machine.hostname}\n`, 0o644],
        ["etc/hosts", `127.0.0.1 localhost\n${machine.address} ${machine.hostname}\n`, 0o644],
        // With an id, systemd doesn't take the boot for the first of a new installation, which switches units on and off.
        ["etc/machine-id", `${randomBytes(16).toString("hex")}\n`, 0o444],
        ["etc/ssh/ssh_host_ed25519_key", readFileSync(hostKey(lab, machine.name), "utf8"), 0o600],
        ["etc/ssh/ssh_host_ed25519_key.pub", `${publicKey(hostKey(lab, machine.name))}\n`, 0o644],
        ["etc/ssh/sshd_config.d/k-one-lab.conf", sshdConfig(machine), 0o644],
        ...machine.cards.flatMap(filesOfCard),
        ["root/.ssh/authorized_keys", admitted(lab, machine), 0o600],
        ...machine.boxes.flatMap((box) => filesOfBox(lab, machine, box)),
        ...(machine.kind === "bare" ? [["etc/pip.conf", pipSettings(), 0o644] as const] : []),
    ];
}

function admitted(lab: Lab, { name, site }: Machine): string {
    const sites = site === null ? [] : [loginKey(lab, site), controlKey(lab, site)];
    return [loginKey(lab, name), ...sites].map((key) => `${publicKey(key)}\n`).join("");
}

function filesOfBox(lab: Lab, { name }: Machine, box: string): readonly FileOfMachine[] {
    const folder = `etc/k-one-lab/boxes/${box}`;
    return [
        [`${folder}/ssh_host_ed25519_key`, readFileSync(boxHostKey(lab, name, box), "utf8"), 0o600],
        [`${folder}/authorized_keys`, `${publicKey(controlKey(lab, name))}\n`, 0o644],
    ];
}

function filesOfCard(card: Card): readonly FileOfMachine[] {
    const [unit, text] = cardUnit(card);
    const drop = unit.replace(/service$/, "conf");
    return [
        [`etc/systemd/system/${unit}`, text, 0o644],
        // Stands for the link that `systemctl enable` would make.
        [`etc/systemd/system/sysinit.target.d/${drop}`, `[Unit]\nWants=${unit}\n`, 0o644],
    ];
}

function sshdConfig(machine: Machine): string {
    return [
        "HostKey /etc/ssh/ssh_host_ed25519_key",
        ...[machine.address, ...machine.cards.flatMap(({ wire, address }) => (wire && address) || [])].map(
            (address) => `ListenAddress ${address}`,
        ),
        "PermitRootLogin prohibit-password",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "",
    ].join("\n");
}
