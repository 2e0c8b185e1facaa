import { holds, parseAddress, parseBlock } from "../cidr.ts";
import type { TowerDevStackFile } from "../dev-stack/dev-stack-file.ts";
import type { Draft, EnvironmentDraft, SiteDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";

/** What DevStack is told fits together, and only who is made by DevStack tells it something. */
export function* devStack(environment: EnvironmentDraft): Iterable<Finding> {
    const { tower, sites } = environment;
    yield* towerBox(environment);
    yield* unused("tower", tower);
    yield* release("tower", tower, environment);
    for (const site of sites) {
        const path = `sites.${site.name}`;
        yield* unused(path, site.file);
        yield* release(path, site.file, environment);
        if (site.file.bootstrap !== "devstack") continue;
        yield* cards(path, site);
        yield* computeNodes(path, site);
    }
}

/** `devstack` and a machine of the tower's own belong to `bootstrap: devstack`, and nothing else does. */
function* towerBox({ tower }: EnvironmentDraft): Iterable<Finding> {
    const { bootstrap, box, host } = tower;
    if (tower.identity?.mode === "own") return;
    if (bootstrap === "devstack" && typeof host === "string") {
        const why = `the tower lives on ${host}'s K-Box, and sites.${host}.bootstrap says what makes it`;
        yield error(
            "tower.bootstrap",
            `devstack is for a tower with a machine of its own; ${why}. Write adopt, or host: null.`,
        );
    } else if (bootstrap === "devstack" && box === null) {
        yield error("tower.box", "missing. DevStack makes Keystone there: write the machine's address and hostKey.");
    }
    if (bootstrap === "adopt" && box) {
        yield error(
            "tower.box",
            "is for bootstrap: devstack, where DevStack makes Keystone on it. Take it out, or write that.",
        );
    }
}

function* unused(path: string, file: Draft<{ bootstrap: string; devstack: unknown }>): Iterable<Finding> {
    if (file.bootstrap !== "adopt" || !file.devstack) return;
    yield error(
        `${path}.devstack`,
        `is for bootstrap: devstack, and here it is adopt. Take it out, or write bootstrap: devstack.`,
    );
}

type ReleaseDraft = Draft<{ bootstrap: string; devstack: TowerDevStackFile | null }>;

/** Tricircle ended with Ussuri; everything else here needs what came long after it. */
function* release(path: string, file: ReleaseDraft, { tower }: EnvironmentDraft): Iterable<Finding> {
    const drivers = Object.values(tower.sharedNetworks ?? {}).map((network) => network?.driver);
    const tricircle = drivers.includes("tricircle");
    const given = file.devstack === null && file.bootstrap === "devstack" ? "2025.2" : file.devstack?.release;
    if (given === "ussuri" && !tricircle) {
        yield error(
            `${path}.devstack.release`,
            "ussuri is for driver tricircle only, and no shared network has it. Allowed: 2025.2.",
        );
    }
    if (given === "2025.2" && tricircle) {
        yield error(
            `${path}.devstack.release`,
            "2025.2 has no Tricircle, which a shared network's driver needs. Allowed: ussuri.",
        );
    }
}

/** Tricircle's tunnels run from hypervisor to hypervisor, and only K-Boxes reach each other. */
function* computeNodes(path: string, { file }: SiteDraft): Iterable<Finding> {
    if (file.devstack?.release !== "ussuri") return;
    for (const [index, box] of (file.boxes ?? []).entries()) {
        if (box?.role !== "k-cube") continue;
        yield error(
            `${path}.boxes.${index}.role`,
            "k-cube becomes a compute node, and with release ussuri its tunnels would have to reach every other site's " +
                "hypervisors, which only K-Boxes do. Take the box out of this file.",
        );
    }
}

/** A card belongs to one bridge; and the one that SSH comes in by would take the K-Box away with it. */
function* cards(path: string, { file }: SiteDraft): Iterable<Finding> {
    const owners = new Map<string, string>();
    for (const [kind, card] of Object.entries(file.devstack?.interfaces ?? {})) {
        const at = `${path}.devstack.interfaces.${kind}`;
        if (typeof card !== "string") continue;
        const owner = owners.get(card);
        if (owner !== undefined) yield error(at, `${card} is interfaces.${owner}'s already. A card is in one bridge.`);
        owners.set(card, kind);
        const network =
            kind === "external" ? file.external : file.networks?.[kind as "management" | "control" | "data"];
        if (network === null)
            yield error(at, `${card} needs networks.${kind}, which this site lacks. Declare its block.`);
        else if (lies(file.kBox?.address, network?.cidr)) yield error(at, cutOff(card, file.kBox?.address ?? ""));
    }
}

function lies(address: string | undefined, cidr: string | undefined): boolean {
    const [given, block] = [parseAddress(address ?? ""), parseBlock(cidr ?? "")];
    return given !== null && block !== null && holds(block, given);
}

function cutOff(card: string, address: string): string {
    return (
        `${card} would go into a bridge, and the K-Box's own address ${address} is on that network: SSH would be cut off. ` +
        "Choose another card, or another address for kBox."
    );
}
