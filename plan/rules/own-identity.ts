import { type EnvironmentDraft, entries, type SiteDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { elsewhere } from "./identity.ts";

/** Where each site has a Keystone of its own, the tower has none, and nothing goes from one site to another with a token. */
export function* ownIdentity(environment: EnvironmentDraft): Iterable<Finding> {
    const { tower, sites } = environment;
    if (tower.identity?.mode !== "own") return;
    yield* ofShared(environment);
    yield* needsOneKeystone(environment);
    for (const site of sites) {
        yield* ownKeystone(site);
        yield* somebodyElses(site, sites);
    }
}

function* ofShared({ tower }: EnvironmentDraft): Iterable<Finding> {
    const given = {
        "tower.cloud": tower.cloud,
        "tower.region": tower.region,
        "tower.identity.authUrl": tower.identity?.authUrl,
        "tower.identity.memberRole": tower.identity?.memberRole,
        "tower.host": tower.host,
        "tower.box": tower.box,
        "tower.bootstrap": tower.bootstrap === "devstack" || null,
    };
    for (const [path, value] of Object.entries(given)) {
        if (value === null || value === undefined) continue;
        yield error(
            path,
            "is of a Keystone that all sites share, and with identity.mode: own each has its own. Take it out.",
        );
    }
}

function* needsOneKeystone({ tower }: EnvironmentDraft): Iterable<Finding> {
    for (const [network, { driver }] of entries(tower.sharedNetworks)) {
        if (driver !== "tricircle") continue;
        yield error(
            `tower.sharedNetworks.${network}.driver`,
            "tricircle can't be with identity.mode: own: Central Neutron and the sites' take tokens of one Keystone. " +
                "Allowed: mesh.",
        );
    }
    if (tower.glance !== "shared") return;
    yield error(
        "tower.glance",
        "shared can't be with identity.mode: own: a Glance takes no token of another site's Keystone. Allowed: separate.",
    );
}

function* ownKeystone({ name, file }: SiteDraft): Iterable<Finding> {
    const address = file.kBox?.address;
    const byDevStack = file.bootstrap === "devstack";
    if (file.identity === null) {
        const example = byDevStack ? `http://${address}/identity/v3` : `http://${address}:5000/v3`;
        const what = `With the tower's identity.mode: own each site has a Keystone: write identity: { authUrl: ${example} }`;
        yield error(`sites.${name}.identity`, `missing. ${what}${byDevStack ? "" : ", or where it is"}.`);
    }
    const given = file.identity?.authUrl;
    if (given === undefined || address === undefined || !byDevStack) return;
    yield* elsewhere(`sites.${name}.identity.authUrl`, given, address);
}

/** A URL with a name in it says nothing of the address behind it. */
function* somebodyElses({ name, file }: SiteDraft, sites: readonly SiteDraft[]): Iterable<Finding> {
    const given = file.identity?.authUrl;
    if (given === undefined) return;
    const { hostname } = new URL(given);
    if ([file.kBox?.address, file.vtep?.address].includes(hostname)) return;
    const owner = sites.find(({ file: other }) => [other.kBox?.address, other.vtep?.address].includes(hostname));
    if (owner === undefined) return;
    yield error(
        `sites.${name}.identity.authUrl`,
        `${hostname} is an address of ${owner.name}'s K-Box. A site's own Keystone stands at the site: write its address.`,
    );
}
