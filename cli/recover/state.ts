/** One resource of a stack's state, as `pulumi stack export` writes it. Fields that aren't named here are kept as they are. */
export interface StateResource {
    readonly urn: string;
    readonly type: string;
    /** Whether a provider made it; a component has none. @default false */
    readonly custom?: boolean;
    /** @default - none: a component, or not made yet */
    readonly id?: string;
    /** Whether it waits to be deleted after its replacement was made. @default false */
    readonly delete?: boolean;
    /** @default - none */
    readonly inputs?: Readonly<Record<string, unknown>>;
    /** @default - none */
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly [field: string]: unknown;
}

/** What a run had begun and not yet written down as done. */
export interface PendingOperation {
    readonly type: "creating" | "updating" | "deleting" | "reading" | "importing";
    readonly resource: StateResource;
}

/** Output of `pulumi stack export`. */
export interface StackState {
    readonly version: number;
    readonly deployment: {
        /** @default - none */
        readonly resources?: readonly StateResource[];
        /** @default - none */
        readonly pending_operations?: readonly PendingOperation[];
        readonly [field: string]: unknown;
    };
    readonly [field: string]: unknown;
}

/** An object that a pending create has made, with its id in OpenStack. */
export interface Adoption {
    readonly resource: StateResource;
    readonly id: string;
}

/** Operations that a killed run left open. */
export function pendingOperations(state: StackState): readonly PendingOperation[] {
    return state.deployment.pending_operations ?? [];
}

/** Ids of everything of a type that the state knows already. */
export function knownIds(state: StackState, type: string): ReadonlySet<string> {
    const resources = (state.deployment.resources ?? []).filter((resource) => resource.type === type);
    return new Set(resources.flatMap(({ id }) => id ?? []));
}

/** Last part of a resource's URN: the name it has in the program. */
export function logicalName(urn: string): string {
    return urn.split("::").at(-1) ?? urn;
}

/**
 * The state with every found object in it and no open operation.
 *
 * Pulumi's `refresh --import-pending-creates` would lose the object: it marks the operation as an import, which the
 * engine (3.250) then neither runs nor keeps. An entry of the state keeps what the program gave (parent, provider,
 * inputs, dependencies), so that a refresh can read the rest and the next run has nothing to replace.
 */
export function adopt(state: StackState, adoptions: readonly Adoption[]): StackState {
    const urns = new Set(adoptions.map(({ resource }) => resource.urn));
    const old = (state.deployment.resources ?? []).map((resource) =>
        // The new one was made to replace this one.
        urns.has(resource.urn) ? { ...resource, delete: true } : resource,
    );
    const { pending_operations: _, ...deployment } = state.deployment;
    return { ...state, deployment: { ...deployment, resources: [...old, ...adoptions.map(toResource)] } };
}

function toResource({ resource, id }: Adoption): StateResource {
    return { ...resource, id, outputs: { ...(withoutMarks(resource.inputs ?? {}) as object), id } };
}

/** Inputs without the bridge's own `__defaults`, which no output has. */
function withoutMarks(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withoutMarks);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries = Object.entries(value).filter(([key]) => key !== "__defaults");
    return Object.fromEntries(entries.map(([key, inner]) => [key, withoutMarks(inner)]));
}
