import { Secret } from "@pulumi/policy";
import { leavesOf } from "./leaves.ts";

/** Stands for a value that a preview can't know yet. */
export const notKnown = Symbol("not known in a preview");

/** Provider that manages a resource. */
export interface ResourceProvider {
    readonly urn: string;
    /** Such as `pulumi:providers:openstack`. */
    readonly type: string;
    /** Logical name, such as `gist-region-provider`; Pulumi's default ones are named `default_<version>`. */
    readonly name: string;
    /** Value of an input; see {@link Resource.get}. */
    get(...path: readonly (string | number)[]): unknown;
}

/** A resource as Pulumi's engine hands it to the pack. */
export interface Resource {
    readonly urn: string;
    /** Such as `openstack:networking/network:Network`. */
    readonly type: string;
    /** Logical name, such as `gist-tenant-network`. */
    readonly name: string;
    readonly protect: boolean;
    /** URN of the component that it belongs to, or `null`. */
    readonly parent: string | null;
    /** `null` for components and for providers themselves. */
    readonly provider: ResourceProvider | null;
    /**
     * Value of an input, such as `get("fixedIps", 0, "ipAddress")`: plain data, in which {@link notKnown} stands for what a
     * preview can't know; `undefined` when it isn't given. Secrets come as their values: never put one into a message.
     */
    get(...path: readonly (string | number)[]): unknown;
    /**
     * Text that Pulumi's provider for dynamic resources runs for it, its input `__provider`: the engine hides what is called
     * `__…` from all policies but those that remedy. `undefined` where there is none, or where no policy of the pack has
     * `readsSecrets`.
     */
    readonly program: unknown;
    /** Whether an input is marked as a secret, itself or what it is in. */
    isSecret(...path: readonly (string | number)[]): boolean;
    /** Names of the inputs that are given. */
    inputs(): readonly string[];
}

/** A resource among all of its stack. */
export interface StackResource extends Resource {
    /** Whether it is only looked up (`.get`), not managed; `get` reads what is there then. */
    readonly read: boolean;
    /** Value of an output, which a component has registered or a provider has answered; see {@link Resource.get}. */
    readonly output: Resource["get"];
    /** Names of the outputs. */
    readonly outputs: Resource["inputs"];
    /**
     * Resources of the stack that an input leads to. A known value leads to those whose ids are in it: that it depends on a
     * resource says little, since dependencies survive `apply` and transforms, which may put anybody's id in its place. What
     * isn't known yet leads to all that it depends on.
     */
    sources(input: string): readonly StackResource[];
}

/** What is the same in the SDK's resources, providers and stack resources. */
interface Sdk {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
}

interface SdkResource extends Sdk {
    readonly opts: { readonly protect: boolean; readonly parent?: string };
    /** @default - none: it is no resource of a provider */
    readonly provider?: Sdk;
}

interface SdkStackResource extends Sdk {
    readonly opts: { readonly protect: boolean };
    /** @default - none: it is no resource of a provider */
    readonly provider?: Sdk;
    /** @default - the stack */
    readonly parent?: { readonly urn: string };
    readonly propertyDependencies: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/** What Pulumi tells of a resource only to policies that remedy. */
export interface Confided {
    /** Paths of its secrets, as {@link secretsIn} finds them. */
    readonly secrets: ReadonlySet<string>;
    /** See {@link Resource.program}. */
    readonly program: unknown;
}

/** What is confided of a resource by its inputs, as the SDK hands them to a policy that remedies. */
export function confidedIn(props: Sdk["props"]): Confided {
    return { secrets: new Set(secretsIn(props)), program: step(props, "__provider") };
}

const nothing: Confided = { secrets: new Set(), program: undefined };

/** A resource from what the SDK hands to a resource policy. */
export function resourceFrom(sdk: SdkResource, { secrets, program } = nothing, inputs = sdk.props): Resource {
    const { urn, type, name, opts, provider } = sdk;
    return {
        ...{ urn, type, name, program, ...reading(inputs) },
        isSecret: (...path) => path.some((_, index) => secrets.has(path.slice(0, index + 1).join("."))),
        protect: opts.protect,
        parent: opts.parent ?? null,
        provider: provider === undefined ? null : { ...provider, ...reading(provider.props) },
    };
}

function reading(props: Sdk["props"]): Pick<Resource, "get" | "inputs"> {
    const known = new Map<string | number, unknown>();
    const input = (key: string | number) => {
        if (!known.has(key)) known.set(key, step(props, key));
        return known.get(key);
    };
    return {
        get: (key, ...path) => path.reduce(inside, input(key)),
        inputs: () => Object.keys(props).filter((key) => !isPlumbing(key) && input(key) !== undefined),
    };
}

/** One step into plain data. */
function inside(value: unknown, key: string | number): unknown {
    if (value === notKnown) return notKnown;
    if (typeof value !== "object" || value === null) return undefined;
    return (value as Readonly<Record<string | number, unknown>>)[key];
}

/** One step into the SDK's values, which throw when they are asked for what isn't known. */
function step(value: object, key: string | number): unknown {
    try {
        return plain((value as Readonly<Record<string | number, unknown>>)[key]);
    } catch {
        return notKnown;
    }
}

function plain(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value ?? undefined;
    if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => step(value, index));
    const keys = Object.keys(value).filter((key) => !isPlumbing(key));
    return Object.fromEntries(keys.map((key) => [key, step(value, key)]));
}

/** What the engine adds to inputs for itself. */
function isPlumbing(key: string): boolean {
    return key === "__defaults";
}

/** A stack's resources from what the SDK hands to a stack policy; `inputsOf` knows what each of them was given. */
export function stackResourcesFrom(
    sdk: readonly SdkStackResource[],
    inputsOf: (urn: string) => Sdk["props"] | undefined,
): readonly StackResource[] {
    const byUrn = new Map<string, StackResource>();
    const byId = idsOf(byUrn);
    for (const one of sdk) {
        const inputs = inputsOf(one.urn);
        const { protect } = one.opts;
        const resource = resourceFrom({ ...one, opts: { protect, ...parentOf(one) } }, nothing, inputs);
        const sources = (input: string) => {
            const values = [...leavesOf(resource, input)].map(({ value }) => value);
            const dependencies = values.includes(notKnown) ? (one.propertyDependencies[input] ?? []) : [];
            const found = dependencies.flatMap(({ urn }) => byUrn.get(urn) ?? []);
            return [...new Set([...found, ...values.flatMap((value) => byId(value))])];
        };
        const { get: output, inputs: outputs } = reading(one.props);
        byUrn.set(one.urn, { ...resource, read: inputs === undefined, output, outputs, sources });
    }
    return [...byUrn.values()];
}

/** Finds resources by the id that a value is, once all of them are there. */
function idsOf(all: ReadonlyMap<string, StackResource>): (value: unknown) => readonly StackResource[] {
    const index = new Map<unknown, StackResource>();
    return (value) => {
        if (typeof value !== "string") return [];
        if (index.size === 0) for (const one of all.values()) index.set(one.output("id"), one);
        const found = index.get(value);
        return found === undefined ? [] : [found];
    };
}

/** In a stack the SDK gives the resource itself in place of its URN. */
function parentOf({ parent }: SdkStackResource): { readonly parent?: string } {
    return parent === undefined ? {} : { parent: parent.urn };
}

/** Paths of the secrets in inputs as the SDK hands them to a policy that remedies, such as `connection.password`. */
export function secretsIn(value: unknown, path: readonly string[] = []): readonly string[] {
    if (typeof value !== "object" || value === null) return [];
    const bare = unwrapped(value);
    if (bare instanceof Secret) return [path.join(".")];
    return Object.entries(bare).flatMap(([key, inner]) => secretsIn(inner, [...path, key]));
}

/** The SDK's own way past its wrapping, which hides secrets and throws for what isn't known. */
export function unwrapped(value: object): object {
    const wrapped = value as { readonly __isSpecialProxy?: boolean; readonly __getSpecialProxyTarget?: object };
    const { __getSpecialProxyTarget: target } = wrapped.__isSpecialProxy === true ? wrapped : {};
    return target === undefined ? value : unwrapped(target);
}
