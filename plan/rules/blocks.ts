import { type Block, blockAround, parseAddress, parseBlock } from "../cidr.ts";
import { type EnvironmentDraft, entries, type SiteDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { nestedPairs, type Pair } from "../sweep.ts";
import { list } from "../words.ts";

/** A block or a single address that some file declares. */
interface Claim {
    readonly path: string;
    readonly text: string;
    readonly block: Block;
    /** Site whose claim it is, or `tower`. */
    readonly owner: string;
    readonly kind: "address" | "shared" | "site" | "cluster";
}

/** Every block lies apart from the others, and none holds an address of the underlay. */
export function* blocks(environment: EnvironmentDraft): Iterable<Finding> {
    const claims = claimsOf(environment);
    const rank = new Map(claims.map((claim, index) => [claim, index]));
    const blamed = new Map<Claim, Claim[]>();
    for (const pair of nestedPairs(claims, clash)) {
        const [other, claim] = byRank(pair, rank);
        blamed.set(claim, blamed.get(claim) ?? []);
        blamed.get(claim)?.push(other);
    }
    for (const [claim, others] of blamed) yield error(claim.path, message(claim, others));
}

/**
 * Addresses first, then the tower's networks, then the sites in the order of their names: of two claims that clash,
 * the later one is to be changed. That is the block for an address, and the site for a shared network.
 */
function claimsOf({ tower, sites }: EnvironmentDraft): Claim[] {
    return [
        ...towerAddresses(tower),
        ...sites.flatMap(addressesOf),
        ...sharedBlocks(tower),
        ...sites.flatMap(blocksOf),
    ];
}

/** Shared networks are segments of their own; and a K-Box may live in its own K-Cluster's networks. */
function clash(a: Claim, b: Claim): boolean {
    if (a.kind === b.kind && (a.kind === "shared" || a.kind === "address")) return false;
    const kinds = [a.kind, b.kind];
    return !(a.owner === b.owner && kinds.includes("cluster") && kinds.includes("address"));
}

function byRank([a, b]: Pair<Claim>, rank: ReadonlyMap<Claim, number>): Pair<Claim> {
    return (rank.get(a) ?? 0) < (rank.get(b) ?? 0) ? [a, b] : [b, a];
}

function message(claim: Claim, others: readonly Claim[]): string {
    const names = others.map(({ path, text }) => `${path} (${text})`);
    const outside = others.length === 1 ? others[0]?.text : "all of them";
    return `${claim.text} overlaps ${list(names, 3)}. Choose a block outside ${outside}.`;
}

/** A tower that lives on a site's K-Box has that site's address. */
function towerAddresses(tower: EnvironmentDraft["tower"]): Claim[] {
    const owner = tower.host ?? "tower";
    return [
        ...keystoneClaim("tower.identity.authUrl", tower.identity?.authUrl, owner),
        ...addressClaim("tower.outside", tower.outside, "tower"),
    ];
}

function addressesOf({ name, file }: SiteDraft): Claim[] {
    const keystone = keystoneClaim(`sites.${name}.identity.authUrl`, file.identity?.authUrl, name);
    const kBox = [...addressClaim(`sites.${name}.kBox.address`, file.kBox?.address, name), ...keystone];
    if (file.vtep?.address === file.kBox?.address) return kBox;
    return [...kBox, ...addressClaim(`sites.${name}.vtep.address`, file.vtep?.address, name)];
}

function keystoneClaim(path: string, authUrl: string | null | undefined, owner: string): Claim[] {
    return addressClaim(path, authUrl ? new URL(authUrl).hostname : undefined, owner);
}

/** Equal blocks of shared networks clash with the same claims, so one of them speaks for all. */
function sharedBlocks(tower: EnvironmentDraft["tower"]): Claim[] {
    const claims = entries(tower.sharedNetworks).flatMap(([name, { cidr }]) =>
        blockClaim(`tower.sharedNetworks.${name}.cidr`, cidr, "tower", "shared"),
    );
    return [...new Map(claims.reverse().map((claim) => [claim.text, claim])).values()].reverse();
}

function blocksOf({ name, file }: SiteDraft): Claim[] {
    const { management, control, data } = file.networks ?? {};
    const at = `sites.${name}`;
    return [
        ...blockClaim(`${at}.external.cidr`, file.external?.cidr, name, "site"),
        ...blockClaim(`${at}.tenant.cidr`, file.tenant?.cidr, name, "site"),
        ...blockClaim(`${at}.networks.management.cidr`, management?.cidr, name, "cluster"),
        ...blockClaim(`${at}.networks.control.cidr`, control?.cidr, name, "cluster"),
        ...blockClaim(`${at}.networks.data.cidr`, data?.cidr, name, "cluster"),
    ];
}

function addressClaim(path: string, text: string | undefined, owner: string): Claim[] {
    const address = text === undefined ? null : parseAddress(text);
    if (text === undefined || address === null) return [];
    return [{ path, text, block: blockAround(address, 32), owner, kind: "address" }];
}

function blockClaim(path: string, text: string | undefined, owner: string, kind: Claim["kind"]): Claim[] {
    const block = text === undefined ? null : parseBlock(text);
    return text === undefined || block === null ? [] : [{ path, text, block, owner, kind }];
}
