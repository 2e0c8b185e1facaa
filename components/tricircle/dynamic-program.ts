/** Kinds of dynamic resources, with the module below that does their work: it exports `provider`. */
const modules = { Pod: "pod-provider.ts", PulledNetwork: "pulled-network-provider.ts" } as const;

/** One of them. */
export type DynamicKind = keyof typeof modules;

/** Every kind of dynamic resource that a stack may have. */
export const dynamicKinds = Object.keys(modules) as readonly DynamicKind[];

/** Pulumi's type of a kind. */
export function dynamicType(kind: DynamicKind): string {
    return `pulumi-nodejs:dynamic/k-one:${kind}`;
}

/**
 * Text that Pulumi's provider for dynamic resources runs for a kind, as its input `__provider`. Pulumi would take a
 * function's text for it, and a function of an ES module can't take its imports along. This one is the same on every
 * computer, so that a policy can tell it from any other. The folder it runs in is that of the program, `stacks/`.
 */
export function dynamicProgram(kind: DynamicKind): string {
    return `let loaded;
const load = async () => {
    const { tsImport } = await import("tsx/esm/api");
    const here = require("node:url").pathToFileURL(process.cwd() + "/").href;
    return tsImport("../components/tricircle/${modules[kind]}", here);
};
const call = (method) => async (...given) => (await (loaded ??= load())).provider[method](...given);
exports.handler = () => ({ diff: call("diff"), create: call("create"), read: call("read"), delete: call("delete") });
`;
}

/** What a module of a kind exports as `provider`, in the words of Pulumi's dynamic providers. */
export interface DynamicProvider<Inputs> {
    diff(id: string, olds: Inputs, news: Inputs): Promise<DynamicDiff>;
    create(inputs: Inputs): Promise<{ readonly id: string; readonly outs: object }>;
    /** With an empty id when it is gone. */
    read(id: string, state: Inputs): Promise<{ readonly id: string; readonly props: object }>;
    delete(id: string, state: Inputs): Promise<void>;
}

/** Whether something changes, and which inputs make it anew. */
export interface DynamicDiff {
    readonly changes: boolean;
    readonly replaces: readonly string[];
    readonly deleteBeforeReplace: boolean;
}

/** Nothing of these resources can be changed in place but the text of their program. */
export function diffOf(olds: object, news: object): DynamicDiff {
    const before = new Map(Object.entries(olds));
    const differing = Object.entries(news)
        .filter(([key, value]) => before.get(key) !== value)
        .map(([key]) => key);
    const replaces = differing.filter((key) => key !== "__provider");
    return { changes: differing.length > 0, replaces, deleteBeforeReplace: true };
}
