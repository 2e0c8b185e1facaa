import { bundle, installCommand, installedFiles, sha256, vtepConfig } from "../../components/vtep-script.ts";
import type { SharedNetworkPlan, SshTarget } from "../../plan/environment-plan.ts";
import { UserError } from "../../plan/user-error.ts";
import { quote } from "../../ssh/login.ts";
import type { Shell } from "../verify/shell.ts";

/** What a K-Box's end of a shared network has to be. */
export interface VtepEnd {
    /** Shared network's name, such as `net3`. */
    readonly network: string;
    /** Text of the config, without the line break at its end. */
    readonly config: string;
    /** SHA-256 of each file that must lie there as it is here, by path; empty when another version has put its own there. */
    readonly files: Readonly<Record<string, string>>;
}

/** One thing that isn't as it has to be. `conflict`: something else on the K-Box is in the way. */
export interface VtepDifference {
    readonly change: "missing" | "extra" | "different" | "conflict";
    /** What, such as `peer 203.0.113.12`; of a conflict a whole sentence. */
    readonly object: string;
}

/** What stands on a K-Box. */
export interface VtepLook {
    /** Whether the K-Box has ever been given an end of this network, and still has its program or its config. */
    readonly installed: boolean;
    /** None when it is as it has to be. */
    readonly differences: readonly VtepDifference[];
    /** What is wrong around it and nobody's to repair but the K-Box's operator, as sentences without a full stop. */
    readonly warnings: readonly string[];
}

/** What the plan says of a site's end. */
export function plannedEnd(network: SharedNetworkPlan): VtepEnd {
    return { network: network.name, config: vtepConfig(network), files: installedFiles() };
}

/**
 * Compares a K-Box's end of a shared network with what it has to be, with the K-Box's own program; changes nothing.
 * @throws UserError when that program can't tell, such as without Open vSwitch.
 */
export async function lookAtVtep(shell: Shell, kBox: Pick<SshTarget, "user">, end: VtepEnd): Promise<VtepLook> {
    const script = asRoot(kBox, lookScript(end));
    const { code, output, errors } = await shell.run(script, { input: Buffer.from(end.config), seconds: 40 });
    if (code !== 0) {
        throw new UserError(`${end.network} can't be looked at on the K-Box: ${lastLine(errors)}`);
    }
    return readLook(end.network, output.toString(), errors);
}

/**
 * Runs the script again that a stack's Vtep runs: it adds what is missing, deletes what is extra, puts back every file,
 * and touches nothing else, so that no packet between the others is lost.
 */
export async function installVtep(shell: Shell, kBox: Pick<SshTarget, "user">, network: SharedNetworkPlan) {
    const install = installCommand(kBox, network);
    const { code, errors } = await shell.run(install, { input: Buffer.from(bundle()), seconds: 240 });
    if (code !== 0) {
        throw new UserError(`${network.name} can't be repaired on the K-Box: ${lastLine(errors)}`);
    }
}

/** All that is wrong with an end that must be there. */
export function differencesOf({ network }: VtepEnd, { installed, differences }: VtepLook): readonly VtepDifference[] {
    return installed ? differences : [{ change: "missing", object: `all of ${network}` }];
}

/** A difference as part of a sentence: `peer 203.0.113.12 is missing`, or `was missing` when it is repaired. */
export function describeDifference({ change, object }: VtepDifference, verb: "is" | "was" = "is"): string {
    const ends = {
        missing: ` ${verb} missing`,
        extra: ` ${verb} there and shouldn't be`,
        different: ` ${verb} not as declared`,
        conflict: "",
    } as const;
    return `${object.replace(/\.$/, "")}${ends[change]}`;
}

const program = "/usr/local/lib/k-one/k-one-vtep";

/** The config comes on standard input; as a pipe, since a socket can't be opened by name. */
function lookScript({ network, config, files }: VtepEnd): string {
    const sums = { ...files, [configPath(network)]: sha256(`${config}\n`) };
    const list = Object.entries(sums).map(([path, sum]) => `${sum}  ${path}`);
    return [
        `if [ ! -e ${program} ] && [ ! -e ${configPath(network)} ]; then echo absent; exit; fi`,
        `printf '%s\\n' ${list.map(quote).join(" ")} | LC_ALL=C sha256sum --check --quiet 2>/dev/null | sed 's/^/file /'`,
        // Without OVN there is nothing for it to see to, and it never runs.
        "zones=; [ ! -x /usr/bin/ovn-appctl ] || zones=k-one-vtep-zones.service",
        `for unit in k-one-vtep@${network}.service $zones; do`,
        `echo "unit $unit $(systemctl is-enabled $unit 2>/dev/null) $(systemctl is-active $unit 2>/dev/null)"; done`,
        `[ -x ${program} ] || exit 0`,
        "echo check",
        `cat | ${program} check ${network} --config /dev/stdin || [ $? = 2 ]`,
    ].join("\n");
}

function configPath(network: string): string {
    return `/etc/k-one/${network}.json`;
}

function asRoot({ user }: Pick<SshTarget, "user">, script: string): string {
    return user === "root" ? script : `sudo -n sh -c ${quote(script)}`;
}

function readLook(network: string, output: string, errors: string): VtepLook {
    if (output.trim() === "absent") return { installed: false, differences: [], warnings: [] };
    const [facts = "", check] = output.split(/^check$/m);
    const found = check === undefined ? [] : parseCheck(network, check, errors);
    const lines = facts.split("\n");
    return {
        installed: true,
        differences: [
            ...lines.flatMap(fileDifference),
            ...lines.flatMap(unitDifference),
            ...found.filter(({ change }) => change !== "warning").map(toDifference),
        ],
        warnings: found.filter(({ change }) => change === "warning").map(({ object }) => object),
    };
}

interface Found {
    readonly change: string;
    readonly object: string;
}

function parseCheck(network: string, text: string, errors: string): readonly Found[] {
    try {
        return JSON.parse(text) as readonly Found[];
    } catch {
        throw new UserError(`${network} can't be looked at on the K-Box: ${lastLine(errors)}`);
    }
}

/** The K-Box's program says what it would do; a verb that it doesn't have yet is shown as a difference. */
function toDifference({ change, object }: Found): VtepDifference {
    const meanings: Readonly<Record<string, VtepDifference["change"]>> = {
        add: "missing",
        remove: "extra",
        conflict: "conflict",
    };
    return { change: meanings[change] ?? "different", object };
}

function fileDifference(line: string): readonly VtepDifference[] {
    const [, path = "", missing] = /^file (.*): FAILED( open or read)?$/.exec(line) ?? [];
    return path === "" ? [] : [{ change: missing === undefined ? "different" : "missing", object: path }];
}

function unitDifference(line: string): readonly VtepDifference[] {
    const [, unit, enabled, active] = /^unit (\S+) (\S*) (\S*)$/.exec(line) ?? [];
    if (unit === undefined || (enabled === "enabled" && active === "active")) return [];
    return [{ change: "different", object: `${unit} (${enabled || "not there"}, ${active || "not there"})` }];
}

function lastLine(errors: string): string {
    return errors.trim().split("\n").at(-1)?.slice(0, 400) || "no reason was given";
}
