import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describeLab, isLab, projectFolder } from "../lab/names.ts";
import { environmentOf } from "../lab/pulumi.ts";
import { type EnvironmentPlan, hasKeystone, type SharedTowerPlan, type SitePlan } from "../plan/environment-plan.ts";
import { UserError } from "../plan/user-error.ts";
import { ensureToolchain, type Toolchain } from "../toolchain/toolchain.ts";
import { callPulumi, PulumiFailure, type PulumiSettings } from "./pulumi.ts";
import { removeEmptyAttributes } from "./recover/checkpoint.ts";
import { runVariable } from "./recover/processes.ts";
import { assertSites } from "./site-names.ts";
import { planOf } from "./stack-files.ts";
import type { Operation } from "./summary.ts";

/** Name of the Pulumi project, as in Pulumi.yaml. */
export const projectName = "k-one";

/** One stack of an environment, and where its objects are. */
export interface StackTarget {
    /** Such as `lab-gist`. */
    readonly stack: string;
    /** `null` for the tower. */
    readonly site: SitePlan | null;
    /** Entry in `clouds.yaml`. */
    readonly cloud: string;
    readonly region: string;
    /** URL of the Keystone that knows the user of that entry. */
    readonly authUrl: string;
}

/** Where an environment's state is, and what gets there. */
export interface OpenBackend {
    readonly pulumi: PulumiSettings;
    /** URL of the backend that keeps the state; empty when Pulumi isn't logged in and needn't be. */
    readonly backend: string;
    /** Names of the stacks that the backend has. */
    readonly stacks: ReadonlySet<string>;
}

/** An environment that is planned and can be worked on. */
export interface OpenEnvironment extends OpenBackend {
    readonly name: string;
    readonly plan: EnvironmentPlan;
    /** Folder of the policy pack that must judge each preview and each `up`, or `null`: none is asked. */
    readonly policyPack: string | null;
    /** Folder for Pulumi's own output. */
    readonly logs: string;
}

/**
 * Plans an environment, gets the toolchain and asks the backend for its stacks.
 * @throws PlanError with every mistake in its files; nothing was changed then.
 */
export async function openEnvironment(
    name: string,
    purpose: Purpose,
    log: (line: string) => void,
): Promise<OpenEnvironment> {
    const plan = planOf(name, log);
    const backend = await openBackend(name, purpose, log);
    const logs = join(projectFolder, ".k-one", name, "logs");
    mkdirSync(logs, { recursive: true, mode: 0o700 });
    return { name, plan, ...backend, policyPack: join(projectFolder, "policy"), logs };
}

/** What an environment is opened for. */
export type Purpose = Operation | "drift" | "status";

/** Gets the toolchain and asks the backend for its stacks; the environment's files may be anything. */
export async function openBackend(name: string, purpose: Purpose, log: (line: string) => void): Promise<OpenBackend> {
    const toolchain = await ensureToolchain({ log });
    const pulumi = { folder: projectFolder, pulumi: toolchain.pulumi, env: variables(name, toolchain) };
    return { pulumi, ...(await askBackend(pulumi, purpose)) };
}

/**
 * The stacks that a run touches: the named ones only (`tower` names the tower's), or the tower's and every site's. A tower
 * without a Keystone has no stack.
 */
export function targetsOf(plan: EnvironmentPlan, names: readonly string[] | null): readonly StackTarget[] {
    const towers = hasKeystone(plan.tower) ? [["tower", targetOf(plan.tower, null)] as const] : [];
    const sites = plan.sites.map((site) => [site.site, targetOf(site, site)] as const);
    const all = new Map<string, StackTarget>([...towers, ...sites]);
    assertSites(plan.environment, names ?? [], [...all.keys()]);
    return [...all].filter(([name]) => names?.includes(name) ?? true).map(([, target]) => target);
}

function targetOf({ stack, cloud, region, authUrl }: SharedTowerPlan | SitePlan, site: SitePlan | null): StackTarget {
    return { stack, site, cloud, region, authUrl };
}

/** Everything in a child's environment: a lab's own, without what the user's shell says about other clouds. */
function variables(name: string, toolchain: Toolchain): Readonly<Record<string, string>> {
    const base = isLab(name) ? environmentOf(describeLab(name), toolchain) : { ...process.env, ...toolchain.env };
    const set = Object.entries(base).filter((entry): entry is [string, string] => isSet(...entry));
    // The stacks' program lets nobody past objects that are half made but the run that settles them first.
    return { ...Object.fromEntries(set), [runVariable]: String(process.pid) };
}

/** CI systems set a secret that a job doesn't get, such as a fork's, to an empty text. */
function isSet(name: string, value: string | undefined): boolean {
    return value !== undefined && (value !== "" || !/^PULUMI_(BACKEND_URL|ACCESS_TOKEN)$/.test(name));
}

/** Where the state is, and which stacks are there; who only looks needs neither, and goes on without a login. */
async function askBackend(pulumi: PulumiSettings, purpose: Purpose): Promise<Pick<OpenBackend, "backend" | "stacks">> {
    try {
        const given = pulumi.env.PULUMI_BACKEND_URL;
        const backend =
            given ?? (JSON.parse(await callPulumi(pulumi, ["whoami", "--json"])) as { readonly url: string }).url;
        removeEmptyAttributes(backend);
        return { backend, stacks: await stacksOf(pulumi) };
    } catch (error) {
        if ((purpose === "preview" || purpose === "status") && isLoggedOut(error)) {
            return { backend: "", stacks: new Set() };
        }
        throw isLoggedOut(error) ? new UserError(loginHint) : error;
    }
}

const loginHint =
    "Pulumi isn't logged in to a backend, so there is no place for the state. Use `pulumi login`, such as `pulumi login file://~`, " +
    "or set PULUMI_BACKEND_URL.";

function isLoggedOut(error: unknown): boolean {
    return error instanceof PulumiFailure && /PULUMI_ACCESS_TOKEN|not logged in|pulumi login/i.test(error.stderr);
}

async function stacksOf(pulumi: PulumiSettings): Promise<ReadonlySet<string>> {
    const listed = JSON.parse(await callPulumi(pulumi, ["stack", "ls", "--json"])) as readonly {
        readonly name: string;
    }[];
    return new Set(listed.map(({ name }) => name.split("/").at(-1) ?? name));
}
