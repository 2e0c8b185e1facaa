import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { parse, stringify } from "yaml";
import { type PolicyOutcome, PolicyProgress } from "../../cli/policy-progress.ts";
import { openStack } from "../../cli/pulumi.ts";
import { runVariable } from "../../cli/recover/processes.ts";
import { logicalName } from "../../cli/recover/state.ts";
import { makeThrowaway } from "../../cli/throwaway.ts";
import { projectFolder } from "../../lab/names.ts";
import { loadPlan } from "../../plan/environment.ts";
import { ensureToolchain } from "../../toolchain/toolchain.ts";
import type { FileAttack } from "./attack.ts";
import { copyPack } from "./pack-copy.ts";

/** What came of a preview in the real engine. */
export interface PreviewOutcome {
    readonly policies: PolicyOutcome;
    /** Logical names of all resources that the engine was told of. */
    readonly resources: ReadonlySet<string>;
    /** Every error that is not a policy's. */
    readonly errors: readonly string[];
    /** Whether Pulumi ended well. */
    readonly worked: boolean;
}

/** What is previewed, and how. */
export interface PreviewArgs {
    /** @default "kone-gist" */
    readonly stack?: string;
    /**
     * Program, as a path in the project.
     * @default - the project's own
     */
    readonly main?: string;
    /** Variables that Pulumi gets beside its own. */
    readonly env: Readonly<Record<string, string>>;
    /**
     * Changes the copy's stack files before they are read.
     * @default - they stay
     */
    readonly attack?: FileAttack;
}

/** A box for the site gist, which `kone` has none of yet. */
const box = {
    name: "cube",
    role: "k-cube",
    address: "172.16.1.20",
    hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICAfHh0cGxoZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIB",
    interfaces: { management: "eth0" },
};

/** What the control VM of the site gist needs, which `kone` has none of yet. */
const management = { physical: "mgmt", cidr: "172.16.1.0/24", gateway: "172.16.1.1", pool: "172.16.1.30-172.16.1.31" };
const controlVm = { management: "172.16.1.31" };

/**
 * Previews a copy of the stack with the policy pack. A site's copy has a box and a control VM, and every one leaves the
 * default provider of OpenStack as it is in Pulumi: a hostile file would.
 */
export async function preview({ stack = "kone-gist", main, env, attack }: PreviewArgs): Promise<PreviewOutcome> {
    const toolchain = await ensureToolchain({ log: () => undefined });
    const authUrl = loadPlan(join(projectFolder, "stacks"), "kone").tower.authUrl ?? "";
    const variables = { ...process.env, ...toolchain.env, ...env, [runVariable]: String(process.pid) };
    const set = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const settings = { folder: projectFolder, pulumi: toolchain.pulumi, env: Object.fromEntries(set) };
    const copy = makeThrowaway(settings, { stack, cloud: stack, authUrl });
    try {
        const { folder } = copy.pulumi;
        if (main !== undefined) edit(join(folder, "Pulumi.yaml"), { main: join(projectFolder, main) });
        edit(join(folder, "clouds.yaml"), { clouds: clouds(stack, authUrl) });
        editConfig(join(folder, "stacks", `Pulumi.${stack}.yaml`));
        if (attack !== undefined) spoil(join(folder, "stacks"), attack);
        return await run(stack, copy.pulumi, copyPack(folder));
    } finally {
        copy.remove();
    }
}

/** Who attacks may have more than one site's entry, if no one's password. */
function clouds(stack: string, authUrl: string) {
    return Object.fromEntries([stack, "kone-korea"].map((cloud) => [cloud, { auth: { auth_url: authUrl } }]));
}

function edit(file: string, changes: Readonly<Record<string, unknown>>): void {
    writeFileSync(file, stringify({ ...parse(readFileSync(file, "utf8")), ...changes }));
}

function editConfig(file: string): void {
    const { config } = parse(readFileSync(file, "utf8"));
    const { "pulumi:disable-default-providers": _, "k-one:site": site, ...rest } = config;
    edit(file, { config: { ...rest, ...(site === undefined ? {} : withBox(site)) } });
}

function withBox(site: { readonly networks: object }) {
    const more = { networks: { ...site.networks, management }, boxes: [box], controlVm };
    const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICAfHh0cGxoZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIC";
    return { "k-one:controlPublicKey": key, "k-one:site": { ...site, ...more } };
}

/** Writes an attack into its stack file. */
export function spoil(folder: string, { owner, text, by }: FileAttack): void {
    const file = join(folder, `Pulumi.kone-${owner}.yaml`);
    const before = readFileSync(file, "utf8");
    if (!before.includes(text)) throw new Error(`${file} doesn't hold ${text}`);
    writeFileSync(file, before.replace(text, by));
}

async function run(stack: string, settings: Parameters<typeof openStack>[1], pack: string): Promise<PreviewOutcome> {
    const progress = new PolicyProgress();
    const resources = new Set<string>();
    const errors: string[] = [];
    const onEvent = (event: EngineEvent): void => {
        progress.onEvent(event);
        const { resourcePreEvent, diagnosticEvent } = event;
        if (resourcePreEvent !== undefined) resources.add(logicalName(resourcePreEvent.metadata.urn));
        if (diagnosticEvent?.severity === "error") errors.push(diagnosticEvent.message);
    };
    const opened = await openStack(stack, settings, true);
    const worked = await opened.preview({ color: "never", onEvent, policyPacks: [pack] }).then(
        () => true,
        () => false,
    );
    return { policies: progress.outcome(worked), resources, errors, worked };
}
