import { flatOn } from "../../components/flat-on.ts";
import { dynamicType } from "../../components/tricircle/dynamic-program.ts";
import type { SharedNetworkPlan, SitePlan } from "../../plan/environment-plan.ts";
import { logicalName, type StackState, type StateResource } from "../recover/state.ts";

/** What a site's state is to become when its own Neutron takes its objects over from Central Neutron. */
export interface SiteMove {
    /** As it is planned with mesh. */
    readonly site: SitePlan;
    /** Region of Central Neutron. */
    readonly central: string;
    /** Objects that the site's Neutron has under another id than Central Neutron: its id by Central's. */
    readonly ids: ReadonlyMap<string, string>;
}

/** Whether anything in a stack's state still is Tricircle's. */
export function isCentral(state: StackState): boolean {
    return resourcesOf(state).some(({ urn, type }) => isTricircle(urn) || type === pulledType);
}

/** A shared network's id, in Central Neutron and in each region, as a site's state tells; `null` when it has none. */
export function networkIdIn(state: StackState, site: string, network: string): string | null {
    const found = resourcesOf(state).find(({ urn }) => logicalName(urn) === `${site}-${network}-network`);
    return found?.id ?? null;
}

/** Resources of a site that Central Neutron has made: those that its provider was used for. */
export function centralResources(state: StackState): readonly StateResource[] {
    return resourcesOf(state).filter(({ provider }) => typeof provider === "string" && isCentralProvider(provider));
}

/** Tower's state without Tricircle's objects: forgotten, not deleted, since Central Neutron would delete the regions', too. */
export function forgetCentral(state: StackState): StackState {
    return without(state, (resource) => isTricircle(resource.urn) || isDynamicProvider(resource));
}

/**
 * A site's state with its own region's provider and ids wherever Central Neutron's stood, and each shared network that was
 * pulled as one of the site's own. Nothing else changes, so that an `up` after it has nothing to replace.
 */
export function moveSite(state: StackState, move: SiteMove): StackState {
    const known = resourcesOf(state);
    const own = known.find(({ urn, type }) => type === providerType && logicalName(urn).endsWith("-region-provider"));
    if (own?.id === undefined) throw new Error(`${move.site.stack}: its state has no provider of its own region`);
    const provider = `${own.urn}::${own.id}`;
    const names = renamed(known);
    const moved = known.flatMap((resource) => {
        const shared = sharedNetworkOf(resource, move);
        if (shared !== null) return adoptShared(resource, shared, move.site, provider, names);
        return [resource];
    });
    const settled = moved.map((resource) => settle(resource, move, provider, names));
    return without(
        { ...state, deployment: { ...state.deployment, resources: settled } },
        (resource) => isTricircle(resource.urn) || resource.type === pulledType || isDynamicProvider(resource),
    );
}

const providerType = "pulumi:providers:openstack";
const pulledType = dynamicType("PulledNetwork");

function resourcesOf(state: StackState): readonly StateResource[] {
    return state.deployment.resources ?? [];
}

/** Whether a URN is of one of Tricircle's components, or of what is in it. */
function isTricircle(urn: string): boolean {
    return /k-one:index:(Central|CentralRegion|PulledShare)(\$|::)/.test(urn);
}

function isCentralProvider(reference: string): boolean {
    return /k-one:index:CentralRegion\$pulumi:providers:openstack::/.test(reference);
}

/** Pulumi's own, for dynamic resources alone. */
function isDynamicProvider({ type }: StateResource): boolean {
    return type === "pulumi:providers:pulumi-nodejs";
}

/** URNs of pulled networks and their components, with those of the networks in their place. */
function renamed(known: readonly StateResource[]): ReadonlyMap<string, string> {
    return new Map(
        known.flatMap(({ urn, type }) => {
            if (!urn.includes("k-one:index:PulledShare")) return [];
            const shared = urn.replace("k-one:index:PulledShare", "k-one:index:SharedNetwork");
            return [[urn, type === pulledType ? shared.replace(pulledType, networkType) : shared] as const];
        }),
    );
}

const networkType = "openstack:networking/network:Network";
const subnetType = "openstack:networking/subnet:Subnet";

/** Shared network whose pulled copy a resource is, or `null`. */
function sharedNetworkOf({ urn, type }: StateResource, { site }: SiteMove): SharedNetworkPlan | null {
    if (type !== pulledType) return null;
    return site.sharedNetworks.find(({ name }) => logicalName(urn) === `${site.site}-${name}-network`) ?? null;
}

/** The network and its subnet, as `SharedNetwork` would have made them; a refresh reads the rest. */
function adoptShared(
    pulled: StateResource,
    plan: SharedNetworkPlan,
    site: SitePlan,
    provider: string,
    names: ReadonlyMap<string, string>,
): readonly StateResource[] {
    const urn = names.get(pulled.urn) ?? pulled.urn;
    const subnetUrn = urn.replace(networkType, subnetType).replace(/-network$/, "-subnet");
    const common = { custom: true, parent: pulled.parent, provider };
    const name = `${site.site}-${plan.name}`;
    const network = {
        ...label(site, `${name}-network`),
        name: plan.name,
        shared: false,
        mtu: plan.mtu,
        valueSpecs: flatOn(plan.name),
    };
    const subnet = {
        ...label(site, `${name}-subnet`),
        name: `${plan.name}-subnet`,
        networkId: pulled.id,
        cidr: plan.cidr,
        noGateway: true,
        allocationPools: [{ ...plan.pool }],
    };
    const subnetId = String(pulled.outputs?.subnetId);
    return [
        { ...common, urn, type: networkType, ...made(pulled.id ?? "", network) },
        {
            ...{ ...common, urn: subnetUrn, type: subnetType, ...made(subnetId, subnet) },
            dependencies: [urn],
            propertyDependencies: { networkId: [urn] },
        },
    ];
}

function made(id: string, inputs: object) {
    return { id, inputs: { __defaults: [], ...inputs }, outputs: { ...inputs, id } };
}

/** As the components' own `label`, which only a running program can ask. */
function label({ stack }: SitePlan, logical: string) {
    const text = `k-one:${stack}:${logical}`;
    return { description: text, tags: [text] };
}

/** One resource with other ids, names and provider; of what Central Neutron alone was told, nothing is left. */
function settle(
    resource: StateResource,
    { site, central, ids }: SiteMove,
    provider: string,
    names: ReadonlyMap<string, string>,
): StateResource {
    const wasCentral = typeof resource.provider === "string" && isCentralProvider(resource.provider);
    const change = (text: string) => names.get(text) ?? ids.get(text) ?? text;
    const changed = mapTexts(resource, change) as StateResource;
    const renamedType = changed.type.replace("k-one:index:PulledShare", "k-one:index:SharedNetwork");
    if (!wasCentral) return { ...changed, type: renamedType };
    return {
        ...changed,
        provider,
        inputs: ofOwn(changed.inputs, site.region, central),
        outputs: ofOwn(changed.outputs, site.region, central),
    };
}

/** The provider asks an object's own region before its own, and would go on asking Central Neutron. */
function ofOwn(properties: StateResource["inputs"], region: string, central: string) {
    const kept = Object.entries(properties ?? {}).filter(([key]) => !centralOnly.has(key));
    return Object.fromEntries(
        kept.map(([key, value]) => [key, key === "region" && value === central ? region : value]),
    );
}

/** Said to Central Neutron alone. The last one is Pulumi's memory of the form that the rest had. */
const centralOnly = new Set(["availabilityZoneHints", "vendorOptions", "__pulumi_raw_state_delta"]);

function mapTexts(value: unknown, change: (text: string) => string): unknown {
    if (typeof value === "string") return change(value);
    if (Array.isArray(value)) return value.map((inner) => mapTexts(inner, change));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]));
}

/** Takes resources out, and every mention of them. */
function without(state: StackState, goes: (resource: StateResource) => boolean): StackState {
    const known = resourcesOf(state);
    const gone = new Set(known.filter(goes).map(({ urn }) => urn));
    const kept = known.filter(({ urn }) => !gone.has(urn)).map((resource) => forget(resource, gone));
    return { ...state, deployment: { ...state.deployment, resources: kept } };
}

function forget(resource: StateResource, gone: ReadonlySet<string>): StateResource {
    const left = (urns: unknown) => (Array.isArray(urns) ? urns.filter((urn) => !gone.has(urn)) : urns);
    const { dependencies, propertyDependencies } = resource;
    const byProperty = Object.entries((propertyDependencies ?? {}) as Record<string, unknown>);
    return {
        ...resource,
        ...(dependencies !== undefined && { dependencies: left(dependencies) }),
        ...(propertyDependencies !== undefined && {
            propertyDependencies: Object.fromEntries(byProperty.map(([key, urns]) => [key, left(urns)])),
        }),
    };
}
