import { contains, formatRange, hosts, parseBlock, parsePool, type Range, size } from "../cidr.ts";
import { type EnvironmentDraft, entries } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { overlappingPairs } from "../sweep.ts";

/** A site's pool on one shared network. */
interface Share {
    readonly path: string;
    readonly text: string;
    readonly range: Range;
    /** Place in the order of the sites' names. */
    readonly order: number;
}

/** Pools of a shared network lie in its subnet, apart from each other, with room for a guest. */
export function* sharedPools(environment: EnvironmentDraft): Iterable<Finding> {
    for (const [network, shares] of sharesByNetwork(environment)) {
        yield* outsideSubnet(shares, environment.tower.sharedNetworks?.[network]?.cidr);
        yield* overlapping(shares);
        yield* tooSmall(shares);
    }
}

function sharesByNetwork({ sites }: EnvironmentDraft): ReadonlyMap<string, readonly Share[]> {
    const byNetwork = new Map<string, Share[]>();
    for (const [order, { name, file }] of sites.entries()) {
        for (const [network, { pool }] of entries(file.shared)) {
            const range = parsePool(pool ?? "");
            if (pool === undefined || range === null) continue;
            const share = { path: `sites.${name}.shared.${network}.pool`, text: pool, range, order };
            byNetwork.set(network, byNetwork.get(network) ?? []);
            byNetwork.get(network)?.push(share);
        }
    }
    return byNetwork;
}

function* outsideSubnet(shares: readonly Share[], cidr: string | undefined): Iterable<Finding> {
    const block = parseBlock(cidr ?? "");
    if (block === null) return;
    for (const { path, text } of shares.filter(({ range }) => !contains(hosts(block), range))) {
        yield error(path, `${text} lies outside the hosts of ${cidr}. Allowed: ${formatRange(hosts(block))}.`);
    }
}

function* overlapping(shares: readonly Share[]): Iterable<Finding> {
    for (const [a, b] of overlappingPairs(shares)) {
        const [kept, changed] = a.order < b.order ? [a, b] : [b, a];
        yield error(
            changed.path,
            `${changed.text} overlaps ${kept.path} (${kept.text}). Choose addresses outside ${kept.text}.`,
        );
    }
}

function* tooSmall(shares: readonly Share[]): Iterable<Finding> {
    for (const { path, text } of shares.filter(({ range }) => size(range) < 2)) {
        yield error(path, `${text} has one address, and OVN's metadata port takes it. Allowed: 2 addresses or more.`);
    }
}
