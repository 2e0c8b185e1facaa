import type { EnvironmentDraft, SiteDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";

/** A value that no two sites may have in common. */
interface Own {
    readonly path: string;
    readonly value: string;
    readonly site: string;
}

/** What tells one site from another is never the same at two. */
export function* unique({ sites, tower }: EnvironmentDraft): Iterable<Finding> {
    // A Keystone of its own has regions of its own.
    const regions = tower.identity?.mode === "own" ? [] : own(sites, "region", ({ file }) => file.region);
    yield* taken(regions, "Each site is a region of its own");
    yield* taken(own(sites, "identity.authUrl", keystone), "Each site has a Keystone of its own");
    yield* taken(
        own(sites, "availabilityZone", ({ file }) => file.availabilityZone),
        "Each site has a zone of its own",
    );
    yield* taken(
        own(sites, "baseMac", ({ file }) => file.baseMac),
        "Two Neutrons on one segment need their own prefixes",
    );
    yield* taken(
        [...towerCloud(tower), ...own(sites, "cloud", ({ file }) => file.cloud)],
        "Each site has its own credential",
    );
    yield* taken(addresses(sites), "Each K-Box has addresses of its own");
}

/** Same address as K-Box and VTEP of one site is usual, and no clash. */
function addresses(sites: readonly SiteDraft[]): Own[] {
    return [
        ...own(sites, "kBox.address", ({ file }) => file.kBox?.address),
        ...own(sites, "vtep.address", ({ file }) => file.vtep?.address),
    ];
}

/** A Keystone's URL without what may be written or left away. */
function keystone({ file }: SiteDraft): string | undefined {
    return file.identity?.authUrl?.replace(/\/+$/, "").replace(/\/v3$/, "");
}

function towerCloud({ cloud }: EnvironmentDraft["tower"]): Own[] {
    return cloud === undefined || cloud === null ? [] : [{ path: "tower.cloud", value: cloud, site: "tower" }];
}

function own(sites: readonly SiteDraft[], field: string, valueAt: (site: SiteDraft) => string | undefined): Own[] {
    return sites.flatMap((site) => {
        const value = valueAt(site);
        return value === undefined ? [] : [{ path: `sites.${site.name}.${field}`, value, site: site.name }];
    });
}

/** The first site in the order of names keeps the value. Letter case doesn't tell names apart in Keystone's database. */
function* taken(values: readonly Own[], why: string): Iterable<Finding> {
    const owners = new Map<string, Own>();
    for (const entry of [...values].sort((a, b) => order(a.site, b.site))) {
        const key = entry.value.toLowerCase();
        const owner = owners.get(key) ?? entry;
        owners.set(key, owner);
        if (owner.site === entry.site) continue;
        yield error(entry.path, `${entry.value} is taken by ${owner.path}. ${why}: choose another one.`);
    }
}

/** The tower before all sites, so that a site gives way to it. */
function order(a: string, b: string): number {
    if (a === b) return 0;
    if (a === "tower" || b === "tower") return a === "tower" ? -1 : 1;
    return a < b ? -1 : 1;
}
