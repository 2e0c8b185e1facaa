import server from "@pulumi/policy/server.js";
import type {
    AnalyzeRequest,
    AnalyzeResponse,
    AnalyzerProviderResource,
    AnalyzerResource,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import type { SitePolicy } from "../../policy/site-policy.ts";
import { stackOf } from "../../policy/stack.ts";
import { toPulumi } from "../../policy/to-pulumi.ts";
import { samplePlan } from "../components/sample-plan.ts";

/** A resource as the engine would send it to a policy pack. */
export interface EngineResource {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    /**
     * What it has in the end.
     * @default - the same as its inputs
     */
    readonly outputs?: Readonly<Record<string, unknown>>;
    /** @default "" */
    readonly parent?: string;
    /** @default false */
    readonly protect?: boolean;
    /**
     * Logical name of the provider's resource, one of the others.
     * @default - none
     */
    readonly provider?: string;
    /**
     * Logical names of the resources that an input's value comes from, by the input's name.
     * @default - none
     */
    readonly sources?: Readonly<Record<string, readonly string[]>>;
    /**
     * Types of the components that it is in, each with a `$`, as in a URN.
     * @default ""
     */
    readonly within?: string;
    /**
     * Whether it is looked up with `.get`, so that no resource policy sees it.
     * @default false
     */
    readonly read?: boolean;
}

/** What a policy has said of a resource. */
export interface Said {
    readonly policy: string;
    readonly resource: string;
    readonly level: "mandatory" | "advisory";
    readonly message: string;
}

/** What a check is held against. */
export interface Circumstances {
    /** @default - the planner's sample: gist and korea in lab */
    readonly plan?: EnvironmentPlan;
    /** @default "lab-gist" */
    readonly stack?: string;
}

/** What an input's value is in a preview when it can't be known: the engine's own mark. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value as the engine marks a secret. */
export function secret(value: unknown): unknown {
    return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** Runs policies over resources in the SDK's own server functions, as the engine does: each resource, then the stack. */
export function runPack(...args: Parameters<typeof judging>): Promise<readonly Said[]> {
    return judging(...args)();
}

/** The same in two steps: what the engine does is done when the second one begins. */
export function judging(
    policies: readonly SitePolicy[],
    resources: readonly EngineResource[],
    { plan = samplePlan(), stack = "lab-gist" }: Circumstances = {},
): () => Promise<readonly Said[]> {
    const pack = toPulumi(policies, (name) => stackOf(plan, name));
    const all = new Map(resources.map((resource) => [resource.name, resource]));
    const managed = resources.filter(({ read }) => read !== true);
    const requests = managed.map((resource) => ({
        whole: fill(new analyzer.AnalyzeRequest(), resource, all, stack),
        shown: fill(new analyzer.AnalyzeRequest(), shown(resource), all, stack),
    }));
    const whole = new analyzer.AnalyzeStackRequest();
    whole.setResourcesList(resources.map((resource) => stackResource(shown(resource), all, stack)));
    return async () => {
        const said: Said[] = [];
        for (const request of requests) {
            await remedy(pack, request.whole);
            said.push(...(await call("makeAnalyzeRpcFun", pack, request.shown)));
        }
        return [...said, ...(await call("makeAnalyzeStackRpcFun", pack, whole))];
    };
}

/** Messages of the violations alone, which stop a preview. */
export async function violations(...args: Parameters<typeof runPack>): Promise<readonly string[]> {
    return (await runPack(...args)).filter(({ level }) => level === "mandatory").map(({ message }) => message);
}

/** Messages of the warnings alone. */
export async function warnings(...args: Parameters<typeof runPack>): Promise<readonly string[]> {
    return (await runPack(...args)).filter(({ level }) => level === "advisory").map(({ message }) => message);
}

type Rpc = (call: { request: unknown }, done: (problem: unknown, response: AnalyzeResponse) => void) => unknown;
type MakeRpc = (pack: string, version: string, level: string, policies: unknown) => Rpc;

function call(maker: string, pack: unknown, request: unknown): Promise<readonly Said[]> {
    const rpc = (server as unknown as Record<string, MakeRpc>)[maker]?.("k-one", "0.1.0", "mandatory", pack);
    return new Promise((resolve, reject) => {
        rpc?.({ request }, (problem, response) => (problem ? reject(problem) : resolve(saidIn(response))));
    });
}

/** The engine does so first, and a policy that reads secrets lives from it. */
function remedy(pack: unknown, request: unknown): Promise<unknown> {
    const rpc = (server as unknown as Record<string, MakeRpc>).makeRemediateRpcFun?.(
        "k-one",
        "0.1.0",
        "mandatory",
        pack,
    );
    return new Promise((resolve, reject) => {
        rpc?.({ request }, (problem, response) => (problem ? reject(problem) : resolve(response)));
    });
}

function saidIn(response: AnalyzeResponse): readonly Said[] {
    return response.getDiagnosticsList().map((one) => ({
        policy: one.getPolicyname(),
        resource: one.getUrn().split("::").at(-1) ?? "",
        level: one.getEnforcementlevel() === 0 ? "advisory" : "mandatory",
        message: one.getMessage(),
    }));
}

function urnOf({ type, name, within = "" }: EngineResource, stack: string): string {
    return `urn:pulumi:${stack}::k-one::${within}${type}::${name}`;
}

/** A resource as all policies are shown it but those that remedy: without inputs that are Pulumi's own. */
function shown(resource: EngineResource): EngineResource {
    const { inputs, outputs = inputs } = resource;
    return { ...resource, inputs: withoutInternals(inputs), outputs: withoutInternals(outputs) };
}

function withoutInternals(values: EngineResource["inputs"]): EngineResource["inputs"] {
    return Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith("__")));
}

type Request = AnalyzeRequest | AnalyzerResource;
type All = ReadonlyMap<string, EngineResource>;

function fill<T extends Request>(request: T, resource: EngineResource, all: All, stack: string): T {
    const { type, name, inputs, parent, protect = false, provider } = resource;
    const options = new analyzer.AnalyzerResourceOptions();
    options.setProtect(protect);
    if (parent !== undefined) options.setParent(urnOf(known(all, parent), stack));
    request.setType(type);
    request.setName(name);
    request.setUrn(urnOf(resource, stack));
    request.setProperties(structs.Struct.fromJavaScript(inputs as Parameters<typeof structs.Struct.fromJavaScript>[0]));
    request.setOptions(options);
    if (provider !== undefined) request.setProvider(providerOf(known(all, provider), stack));
    return request;
}

function providerOf(provider: EngineResource, stack: string): AnalyzerProviderResource {
    const sent = new analyzer.AnalyzerProviderResource();
    sent.setType(provider.type);
    sent.setName(provider.name);
    sent.setUrn(urnOf(provider, stack));
    sent.setProperties(
        structs.Struct.fromJavaScript(provider.inputs as Parameters<typeof structs.Struct.fromJavaScript>[0]),
    );
    return sent;
}

function stackResource(resource: EngineResource, all: All, stack: string): AnalyzerResource {
    const { outputs = resource.inputs } = resource;
    const sent = fill(new analyzer.AnalyzerResource(), { ...resource, inputs: outputs }, all, stack);
    if (resource.parent !== undefined) sent.setParent(urnOf(known(all, resource.parent), stack));
    for (const [input, names] of Object.entries(resource.sources ?? {})) {
        const dependencies = new analyzer.AnalyzerPropertyDependencies();
        dependencies.setUrnsList(names.map((name) => urnOf(known(all, name), stack)));
        sent.getPropertydependenciesMap().set(input, dependencies);
    }
    return sent;
}

function known(all: All, name: string): EngineResource {
    const found = all.get(name);
    if (found === undefined) throw new Error(`${name} is not among ${[...all.keys()].join(", ")}`);
    return found;
}
