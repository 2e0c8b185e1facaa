import { Site } from "../../components/site.ts";
import { Tower } from "../../components/tower.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { type Registered, record } from "../components/mocks.ts";
import { samplePlan, siteOf } from "../components/sample-plan.ts";
import type { EngineResource } from "./engine.ts";

/**
 * Resources that a program registers, as the engine would send them to the pack in a preview: ids aren't known. Honest
 * programs and hostile ones alike.
 */
export async function resourcesOf(program: () => unknown, stack = "lab-gist"): Promise<readonly EngineResource[]> {
    const { resources } = await record(program, { stack, preview: true });
    const sent = resources.map((resource) => engineResource(resource, resources));
    return resources.some(isDynamic) ? [dynamicProvider, ...sent] : sent;
}

const sites = new Map<string, Promise<readonly EngineResource[]>>();

/** Resources of a site's own stack, as its components make it; the sample's are made once. */
export function siteResources(name = "gist", plan?: EnvironmentPlan): Promise<readonly EngineResource[]> {
    if (plan !== undefined) return makeSite(name, plan);
    const made = sites.get(name) ?? makeSite(name, samplePlan());
    sites.set(name, made);
    return made;
}

function makeSite(name: string, plan: EnvironmentPlan): Promise<readonly EngineResource[]> {
    const keys = { kBoxKey: "private key", guestPublicKey: "ssh-ed25519 AAAA", controlPublicKey: "ssh-ed25519 BBBB" };
    return resourcesOf(() => new Site(name, { site: siteOf(plan, name), ...keys }), `${plan.environment}-${name}`);
}

/** Resources of the tower's own stack, as its component makes it. */
export function towerResources(plan = samplePlan()): Promise<readonly EngineResource[]> {
    const passwords = Object.fromEntries(plan.tower.sites.map((site) => [site, "password"]));
    return resourcesOf(() => new Tower("tower", { tower: plan.tower, passwords }), plan.tower.stack);
}

/** The same resources with some inputs of one of them changed; `undefined` takes an input away. */
export function withInputs(
    resources: readonly EngineResource[],
    name: string,
    inputs: Readonly<Record<string, unknown>>,
): readonly EngineResource[] {
    if (!resources.some((resource) => resource.name === name)) throw new Error(`there is no ${name}`);
    return resources.map((one) => (one.name === name ? { ...one, inputs: merged(one.inputs, inputs) } : one));
}

function merged(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>) {
    return Object.fromEntries(Object.entries({ ...one, ...other }).filter(([, value]) => value !== undefined));
}

/** The engine makes Pulumi's provider for dynamic resources by itself. */
const dynamicProvider = { type: "pulumi:providers:pulumi-nodejs", name: "default", inputs: {} };

function isDynamic({ type }: Registered): boolean {
    return type.startsWith("pulumi-nodejs:dynamic");
}

function engineResource(resource: Registered, all: readonly Registered[]): EngineResource {
    const nameOf = (urn: string) => urn.split("::").at(-1) ?? urn;
    const { type, name, parent, provider, protect, inputs, sources } = resource;
    return {
        ...{ type, name, inputs, protect },
        sources: Object.fromEntries(Object.entries(sources).map(([input, urns]) => [input, urns.map(nameOf)])),
        ...(all.some(({ urn }) => urn === parent) ? { parent: nameOf(parent) } : {}),
        ...(provider === "" ? {} : { provider: provider.split("::").at(-2) ?? "" }),
        ...(isDynamic(resource) ? { provider: dynamicProvider.name } : {}),
    };
}
