import type { OldSite } from "./parts.ts";

/** One resource in a file of `pulumi import`. */
export interface ImportResource {
    readonly type: string;
    readonly name: string;
    /** @default - the name */
    readonly logicalName?: string;
    /** @default - a component has none */
    readonly id?: string;
    /** Name of another resource of the file. @default - the stack itself */
    readonly parent?: string;
    /** @default false */
    readonly component?: boolean;
    readonly [field: string]: unknown;
}

/** What `pulumi preview --import-file` writes and `pulumi import --file` reads. */
export interface ImportFile {
    readonly resources: readonly ImportResource[];
    readonly [field: string]: unknown;
}

/** Ids of what can be taken over, as Pulumi's provider gives them, by the logical names that the site's stack has. */
export function importIds(old: OldSite): ReadonlyMap<string, string> {
    const ids: Readonly<Record<string, string | undefined>> = {
        "tenant-network": old.tenant?.network.id,
        "tenant-subnet": old.tenant?.subnet?.id,
        "external-network": old.external?.network.id,
        "external-subnet": old.external?.subnet?.id,
        "router-router": old.router?.id,
        // The interface is the router's port.
        "router-tenant": old.routerPort?.id,
        "guest-port": old.tenantPort?.id,
        "guest-instance": old.server?.id,
        "guest-floating-ip": old.floatingIp?.id,
        // The association has no id but the floating IP's.
        "guest-floating-ip-association": old.floatingIp?.id,
    };
    const found = Object.entries(ids).flatMap(([name, id]) => (id === undefined ? [] : [[name, id] as const]));
    return new Map(found.map(([name, id]) => [`${old.site}-${name}`, id]));
}

/** A stack's import file, and what the stack makes beside it. */
export interface FilledImport {
    readonly file: ImportFile;
    /** Resources without an old object, by their logical names. */
    readonly created: readonly ImportResource[];
}

/**
 * Puts the old objects' ids in the place of the placeholders. Resources that have none are left out, and components that
 * hold nothing then.
 * @throws Error when an id belongs to no resource: the stack would make a second object beside the old one.
 */
export function fillImport(all: ImportFile, ids: ReadonlyMap<string, string>): FilledImport {
    const objects = all.resources.filter(({ component }) => component !== true);
    const taken = objects.filter((resource) => ids.has(nameOf(resource)));
    const names = new Set(objects.map(nameOf));
    const strange = [...ids.keys()].filter((name) => !names.has(name));
    if (strange.length > 0)
        throw new Error(`the program has no resource ${strange.join(", ")} to import an object into`);
    const kept = withAncestors(taken, all.resources);
    const resources = all.resources.flatMap((resource) => {
        const id = ids.get(nameOf(resource));
        if (!kept.has(resource.name)) return [];
        return [id === undefined ? resource : { ...resource, id }];
    });
    return { file: { ...all, resources }, created: objects.filter((resource) => !taken.includes(resource)) };
}

/** Logical name of a resource in the program. */
export function nameOf({ logicalName, name }: ImportResource): string {
    return logicalName ?? name;
}

function withAncestors(taken: readonly ImportResource[], all: readonly ImportResource[]): ReadonlySet<string> {
    const parents = new Map(all.map(({ name, parent }) => [name, parent]));
    const kept = new Set<string>();
    for (const { name } of taken) {
        for (let at: string | undefined = name; at !== undefined; at = parents.get(at)) kept.add(at);
    }
    return kept;
}
