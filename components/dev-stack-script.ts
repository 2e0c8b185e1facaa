import { createHash, createHmac } from "node:crypto";
import type { DevStackPlan, DevStackSecrets } from "../plan/dev-stack/dev-stack-plan.ts";
import { renderLocalConf } from "../plan/dev-stack/local-conf.ts";
import type { SshTarget } from "../plan/environment-plan.ts";
import { placed, quoted, rootShell, source } from "./remote-script.ts";

/** Where the machine has them. */
const library = "/usr/local/lib/k-one/devstack";

/** Programs that the machine gets, in `components/dev-stack/`. */
const programs = [
    "k-one-devstack",
    "devstack_filter.py",
    "devstack_follow.py",
    "devstack_gate.py",
    "devstack_health.py",
    "devstack_job.py",
    "devstack_keystone.py",
    "devstack_source.py",
    "devstack_state.py",
    "devstack_switch.py",
    "k-one-devstack-switch.service",
    "k-one-devstack-taps.service",
];

/** Free disk that a machine needs before it is stacked, in MiB, by what is made of it. */
const room: Readonly<Record<DevStackPlan["role"], number>> = {
    tower: 4096,
    "first region": 10_240,
    region: 10_240,
    compute: 6144,
};

const basics = ["python3", "sudo", "git", "ca-certificates", "locales", "iproute2", "procps"];

/** Settings of the machine itself, as the shell's variables for `host.sh`. */
export function hostSettings(plan: DevStackPlan): string {
    const { systems, release, mirrors, openVSwitch, offline } = plan;
    const switched = openVSwitch.bridges.length > 0 || openVSwitch.datapath === "netdev";
    const packages = switched ? [...basics, "openvswitch-switch", "nftables", "ethtool"] : basics;
    const values = {
        SYSTEMS: systems.map(({ id, version }) => `${id}:${version}`).join(" "),
        SYSTEM_NAMES: systems.map(({ name }) => name).join(", "),
        RELEASE: release,
        PACKAGES: packages.join(" "),
        APT_MIRROR: mirrors.apt ?? "",
        PIP_INDEX: mirrors.pip ?? "",
        PROXY: mirrors.proxy ?? "",
        NO_PROXY: mirrors.noProxy.join(" "),
        OFFLINE: offline ? "yes" : "no",
        NEEDED_MIB: String(room[plan.role]),
        PAUSES: "5 15 45",
    };
    return Object.entries(values)
        .map(([name, value]) => `${name}=${quoted(value)}\n`)
        .join("");
}

/**
 * What decides what the machine becomes, for a reviewer's and the policies' eyes: sources, and `local.conf` with dots in
 * place of each secret. A preview shows it line by line.
 */
export function shownSettings({ source: { gitBase, ref }, localConf }: DevStackPlan): string {
    const dots = "...";
    const hidden = { admin: dots, database: dots, rabbit: dots, service: dots, serviceToken: dots };
    return `GIT_BASE=${gitBase}\nDEVSTACK_BRANCH=${ref}\n${renderLocalConf(localConf, hidden)}`;
}

/** Command that brings a bare machine to where DevStack can start; {@link hostBundle} goes to its standard input. */
export function hostCommand(machine: Pick<SshTarget, "user">): string {
    return `${rootShell(machine)} host`;
}

/** Command that brings it back to what was found, unless the plan only stops it. */
export function unhostCommand({ machine, onDestroy }: Pick<DevStackPlan, "machine" | "onDestroy">): string {
    return `${rootShell(machine)} unhost ${onDestroy}`;
}

/** The script that both are fed; no secret is in it. */
export function hostBundle(plan: DevStackPlan): string {
    return [
        source("dev-stack/unpack.sh"),
        placed("settings.sh", hostSettings(plan)),
        placed("host.sh", source("dev-stack/host.sh")),
        ...programs.map((file) => placed(file, source(`dev-stack/${file}`))),
        placed("k-one-devstack-taps", source("../lab/box/keep-taps-up")),
        placed("k_one_gate.py", source("../lab/box/k_one_gate.py")),
        source("dev-stack/main.sh"),
    ].join("\n");
}

/** Command that leaves {@link stackInput}, from its standard input, in a file that only root of the machine can read. */
export function handOverCommand({ machine }: Pick<DevStackPlan, "machine">): string {
    return `${program(machine)} hand-over`;
}

/** Command that removes that file. */
export function takeBackCommand({ machine }: Pick<DevStackPlan, "machine">): string {
    return `${program(machine)} take-back`;
}

/** Command that stacks a machine as it was handed over, or follows what is under way there. */
export function stackCommand(plan: DevStackPlan): string {
    return `${program(plan.machine)} stack ${quoted(shownSettings(plan))}`;
}

/** Command that stops what DevStack made, and with `remove` takes it away. */
export function unstackCommand({ machine, onDestroy }: Pick<DevStackPlan, "machine" | "onDestroy">): string {
    return `${program(machine)} unstack ${onDestroy}`;
}

/** Command that makes a site's project, user and role in the machine's own Keystone; {@link admitInput} is its input. */
export function admitCommand({ machine }: Pick<DevStackPlan, "machine">): string {
    return `${program(machine)} admit`;
}

/**
 * What {@link admitCommand} is fed, a secret in one word.
 * @param mark What changes when the machine is stacked anew.
 */
export function admitInput(name: string, password: string, mark: string): string {
    return Buffer.from(JSON.stringify({ name, password, mark })).toString("base64");
}

/** Command that waits until what was stacked works; it has a word in it that changes with what was stacked. */
export function healthCommand(plan: DevStackPlan): string {
    return `${program(plan.machine)} health ${fingerprint(plan)}`;
}

/** Command for the region's K-Box that counts a compute node in. */
export function countInCommand(controller: Pick<SshTarget, "user">, plan: DevStackPlan): string {
    return `${program(controller)} count-in ${plan.name} ${plan.machine.address} ${fingerprint(plan)}`;
}

/**
 * What {@link handOverCommand} is fed, with all secrets, so that it must be one itself. A single word in base64: Pulumi hides
 * each word of a secret in whatever the command says.
 */
export function stackInput(plan: DevStackPlan, secrets: DevStackSecrets): string {
    const { source: from, role, region, release, identity, openVSwitch, gate, mirrors, offline, timeout } = plan;
    const config = { source: from, role, region, release, identity, openVSwitch, gate, mirrors, offline, timeout };
    const given = { config, secrets, localConf: renderLocalConf(plan.localConf, secrets) };
    return Buffer.from(JSON.stringify(given, null, 1)).toString("base64");
}

/**
 * Word that changes with what was handed over and says nothing of it, since only who has the key can make it: Pulumi runs
 * `stack` again for it, and has nothing secret there that it would hide progress for.
 */
export function stackMark(input: string, privateKey: string): string {
    return createHmac("sha256", privateKey).update(input).digest("hex").slice(0, 32);
}

/** Command that prints the phases and the log of the newest run, without secrets. */
export function logCommand(machine: Pick<SshTarget, "user">): string {
    return `${program(machine)} log`;
}

/** Command that prints in a line how far DevStack is, or nothing where none of it was put on the machine yet. */
export function statusCommand(machine: Pick<SshTarget, "user">): string {
    return `if [ -e ${library}/k-one-devstack ]; then ${program(machine)} status; fi`;
}

/** Id of Keystone's role `member` as the health gate tells it; empty where the machine has no Keystone. */
export function memberRoleIn(output: string): string {
    return /^memberRole=(\S*)$/m.exec(output)?.[1] ?? "";
}

function program({ user }: Pick<SshTarget, "user">): string {
    return `${user === "root" ? "" : "sudo -n "}python3 -B ${library}/k-one-devstack`;
}

function fingerprint(plan: DevStackPlan): string {
    return createHash("sha256").update(shownSettings(plan)).digest("hex").slice(0, 12);
}
