import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceOutputsRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { MockMonitor, MockResourceArgs } from "@pulumi/pulumi/runtime/mocks.js";

/** A resource as a program has registered it with the engine. */
export interface Registered {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    /** URN of the parent; empty when it has none. */
    readonly parent: string;
    /** `<urn>::<id>` of an explicit provider; empty for a component and when the default provider is used. */
    readonly provider: string;
    readonly custom: boolean;
    readonly protect: boolean;
    readonly dependencies: readonly string[];
    /** URNs of the resources that each input's value comes from. */
    readonly sources: Readonly<Record<string, readonly string[]>>;
    readonly replaceOnChanges: readonly string[];
    readonly ignoreChanges: readonly string[];
    readonly deleteBeforeReplace: boolean;
    /** URN of the resource that takes this one along when it is deleted; empty when none does. */
    readonly deletedWith: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

/** What a program has done with the engine. */
export interface Recording<T> {
    readonly result: T;
    readonly resources: readonly Registered[];
    /** URNs of the components that have registered their outputs. */
    readonly finished: ReadonlySet<string>;
    /** Functions of providers that were called: a preview must do without. */
    readonly calls: readonly string[];
}

/** Runs a program against Pulumi's mock monitor, and writes down what it registers. */
export async function record<T>(
    program: () => T,
    options: { readonly stack?: string; readonly preview?: boolean } = {},
): Promise<Recording<T>> {
    const { preview = false } = options;
    const resources: Registered[] = [];
    const finished = new Set<string>();
    const calls: string[] = [];
    await pulumi.runtime.setMocks(mocks(calls, preview), "k-one", options.stack ?? "lab-gist", preview);
    listen(resources, finished);
    const outcome: { result?: T; problem?: unknown } = {};
    await pulumi.runtime.runInPulumiStack(async () => {
        // Thrown in here, a problem would be an unhandled rejection of the stack as well.
        try {
            outcome.result = program();
        } catch (problem) {
            outcome.problem = problem;
        }
    });
    await pulumi.runtime.disconnect();
    if ("problem" in outcome) throw outcome.problem;
    return { result: outcome.result as T, resources, finished, calls };
}

/** A resource that is no component, by its logical name. */
export function named({ resources }: Pick<Recording<unknown>, "resources">, name: string): Registered {
    const found = resources.find((resource) => resource.custom && resource.name === name);
    if (found === undefined) throw new Error(`${name} is not among ${resources.map((one) => one.name).join(", ")}`);
    return found;
}

/**
 * Every resource gets an id, which a preview doesn't know, and the outputs that its inputs are; an address where Neutron
 * would choose one.
 */
function mocks(calls: string[], preview: boolean): pulumi.runtime.Mocks {
    return {
        newResource: ({ name, inputs, custom }: MockResourceArgs) => ({
            id: custom === false || preview ? "" : `${name}-id`,
            state: { address: `${name}-address`, ...inputs },
        }),
        call: ({ token }) => {
            calls.push(token);
            return {};
        },
    };
}

function listen(resources: Registered[], finished: Set<string>): void {
    const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
    const register = monitor.registerResource.bind(monitor);
    const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
    monitor.registerResource = (request: RegisterResourceRequest, reply) =>
        register(request, (problem, response) => {
            if (problem === null) resources.push(describe(request, response.getUrn()));
            reply(problem, response);
        });
    monitor.registerResourceOutputs = (request: RegisterResourceOutputsRequest, reply) => {
        finished.add(request.getUrn());
        registerOutputs(request, reply);
    };
}

function describe(request: RegisterResourceRequest, urn: string): Registered {
    return {
        type: request.getType(),
        name: request.getName(),
        urn,
        parent: request.getParent(),
        provider: request.getProvider(),
        custom: request.getCustom(),
        protect: request.getProtect() ?? false,
        dependencies: request.getDependenciesList(),
        sources: Object.fromEntries(
            [...request.getPropertydependenciesMap().entries()].map(([input, from]) => [input, from.getUrnsList()]),
        ),
        replaceOnChanges: request.getReplaceonchangesList(),
        ignoreChanges: request.getIgnorechangesList(),
        deleteBeforeReplace: request.getDeletebeforereplace(),
        deletedWith: request.getDeletedwith(),
        inputs: (request.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>,
    };
}
