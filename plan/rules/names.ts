import type { Draft, EnvironmentDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { devStackKeys, passwordKey } from "../settings.ts";
import type { SiteFile } from "../site-file.ts";

/** A name that a site gives in OpenStack. */
interface Name {
    readonly path: string;
    readonly value: string | undefined;
}

const devStackPasswords = Object.values(devStackKeys).filter((key) => key.endsWith("Password"));
const reserved = devStackPasswords.map((key) => key.replace(/Password$/, ""));

/** Within a site, networks are told apart by name, and so are the physical networks under them. */
export function* names({ sites }: EnvironmentDraft): Iterable<Finding> {
    for (const { name, file } of sites) {
        const path = `sites.${name}`;
        if (reserved.includes(name)) yield error(path, taken(name));
        yield* takenTwice(networks(path, file), "A network's name is unique at its site");
        yield* takenTwice(physicalNetworks(path, file), "A physical network carries one flat network");
    }
}

/** Where the tower's stack runs DevStack, one key would be two secrets. */
function taken(name: string): string {
    return (
        `the tower's stack would keep this site's password as k-one:${passwordKey(name)}, where a password of DevStack's ` +
        `stands. Allowed: any name but ${reserved.join(", ")}. Rename the file and its stack.`
    );
}

function networks(path: string, file: Draft<SiteFile>): Name[] {
    return [
        ...sharedNames(path, file),
        { path: `${path}.external.network`, value: file.external?.network },
        { path: `${path}.tenant.network`, value: file.tenant?.network },
    ];
}

/** A shared network's physical network has its name. */
function physicalNetworks(path: string, file: Draft<SiteFile>): Name[] {
    const { management, control, data } = file.networks ?? {};
    return [
        ...sharedNames(path, file),
        { path: `${path}.external.physical`, value: file.external?.physical },
        { path: `${path}.networks.management.physical`, value: management?.physical },
        { path: `${path}.networks.control.physical`, value: control?.physical },
        { path: `${path}.networks.data.physical`, value: data?.physical },
    ];
}

function sharedNames(path: string, file: Draft<SiteFile>): Name[] {
    return Object.keys(file.shared ?? {}).map((name) => ({ path: `${path}.shared.${name}`, value: name }));
}

function* takenTwice(names: readonly Name[], why: string): Iterable<Finding> {
    const owners = new Map<string, string>();
    for (const { path, value } of names) {
        if (value === undefined) continue;
        const owner = owners.get(value);
        if (owner === undefined) owners.set(value, path);
        else yield error(path, `${value} is taken by ${owner}. ${why}: choose another one.`);
    }
}
