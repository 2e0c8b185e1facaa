import { UserError } from "../../plan/user-error.ts";
import { isRepeatable, lookupFor, type Place } from "./lookup.ts";
import {
    type Adoption,
    knownIds,
    logicalName,
    pendingOperations,
    type StackState,
    type StateResource,
} from "./state.ts";

/** What becomes of the operations that a killed run left open. */
export interface Resolution {
    /** Objects that are there and go into the state. */
    readonly adopted: readonly Adoption[];
    /** Creates that made nothing, or that can be repeated. */
    readonly cleared: readonly StateResource[];
    /** Updates and deletes: how far they came is read from OpenStack. */
    readonly reread: readonly StateResource[];
}

interface Found {
    readonly resource: StateResource;
    readonly ids: readonly string[];
}

/**
 * Looks up what every pending create of a state has made: found once, it goes into the state; not found, it is forgotten.
 * @param open Gives access to the stack's cloud; asked only when there is something to look up.
 * @throws UserError when several objects fit, naming them all, or when a type can't be looked up.
 */
export async function resolvePending(
    state: StackState,
    stack: string,
    open: () => Promise<Place>,
): Promise<Resolution> {
    const operations = pendingOperations(state);
    const creates = unique(operations.filter(({ type }) => type === "creating").map(({ resource }) => resource));
    const repeatable = creates.filter(({ type }) => isRepeatable(type));
    const unsure = creates.filter(({ type }) => !isRepeatable(type));
    refuseUnknown(unsure, stack);
    const found = unsure.length === 0 ? [] : await findAll(unsure, state, await open());
    refuseSeveral(found, stack);
    const others = unique(operations.filter(({ type }) => type !== "creating").map(({ resource }) => resource));
    return {
        adopted: found.flatMap(({ resource, ids }) => ids.map((id) => ({ resource, id }))),
        cleared: [...repeatable, ...found.filter(({ ids }) => ids.length === 0).map(({ resource }) => resource)],
        reread: others.filter(({ custom, type, id }) => custom === true && id !== undefined && !isRepeatable(type)),
    };
}

/** A create that was begun by two runs in a row stands there twice: the later one has the inputs that count. */
function unique(resources: readonly StateResource[]): readonly StateResource[] {
    return [...new Map(resources.map((resource) => [resource.urn, resource])).values()];
}

async function findAll(unsure: readonly StateResource[], state: StackState, place: Place): Promise<readonly Found[]> {
    return Promise.all(
        unsure.map(async (resource) => {
            const ids = (await lookupFor(resource.type)?.(resource.inputs ?? {}, place)) ?? [];
            const known = knownIds(state, resource.type);
            return { resource, ids: ids.filter((id) => !known.has(id)) };
        }),
    );
}

function refuseUnknown(unsure: readonly StateResource[], stack: string): void {
    const unknown = unsure.filter(({ type }) => lookupFor(type) === null);
    if (unknown.length > 0) {
        const names = unknown.map(({ urn, type }) => `${logicalName(urn)} (${type})`).join(", ");
        throw new UserError(
            `${stack}: a killed run was making ${names}, which k-one can't look up. See in OpenStack whether it is there, ` +
                `delete it if so, then run \`pulumi refresh --clear-pending-creates --stack ${stack}\`. Nothing was changed.`,
        );
    }
}

function refuseSeveral(found: readonly Found[], stack: string): void {
    const several = found.filter(({ ids }) => ids.length > 1);
    if (several.length > 0) {
        const lines = several.map(
            ({ resource, ids }) => `  ${logicalName(resource.urn)} (${resource.type}): ${ids.join(", ")}`,
        );
        throw new UserError(
            `${stack}: a killed run was making these, and OpenStack has several that fit:\n${lines.join("\n")}\n` +
                "Delete all but one of each, then run the command again. Nothing was changed.",
        );
    }
}
