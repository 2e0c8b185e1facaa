import {
    type Block,
    blockAround,
    contains,
    formatBlock,
    overlap,
    parseAddress,
    parseBlock,
    type Range,
    size,
} from "../cidr.ts";
import type { EnvironmentPlan, SitePlan } from "../environment-plan.ts";
import { UserError } from "../user-error.ts";

/** Networks of a site that have a block of their own, each with its first site's block and the step to the next one. */
const kinds = {
    tenant: { first: "10.1.0.0/24", step: 2 ** 16, of: ({ tenant }: SitePlan) => tenant.cidr },
    external: { first: "192.168.101.0/24", step: 2 ** 8, of: ({ external }: SitePlan) => external.cidr },
} as const;

/** Private address space (RFC 1918). */
const privateSpace = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(toBlock);

/** Everything that a block of a new site must lie apart from, and what the caller knows beside it. */
export function takenBy({ tower, sites }: EnvironmentPlan, more: readonly string[]): Range[] {
    const texts = [
        ...(tower.authUrl === null ? [] : [new URL(tower.authUrl).hostname]),
        tower.outside,
        ...tower.sharedNetworks.map(({ cidr }) => cidr),
        ...sites.flatMap(takenBySite),
        ...more,
    ];
    return texts.flatMap((text) => toRange(text) ?? []);
}

/**
 * Lowest free block for a new site, as large as the last site's: first in the steps that the sites have, then anywhere in
 * the private space that the last one lies in.
 *
 * @throws UserError when no block of that size is free there.
 */
export function freeBlock(kind: keyof typeof kinds, { sites }: EnvironmentPlan, taken: readonly Range[]): Block {
    const { first, step, of } = kinds[kind];
    const blocks = sites.map((site) => toBlock(of(site))).sort((a, b) => a.first - b.first);
    const { prefix, ...last } = blocks.at(-1) ?? toBlock(first);
    const space = spaceOf(last) ?? spaceOf(toBlock(first)) ?? toBlock(first);
    const inside = blocks.filter((block) => contains(space, block));
    const start = blockAround((inside[0] ?? toBlock(first)).first, prefix);
    const found =
        freeInSteps({ first: start.first, last: space.last }, smallestStep(inside) ?? step, prefix, taken) ??
        freeInSteps(space, 1, prefix, taken);
    if (found !== null) return found;
    throw new UserError(
        `No /${prefix} is free in ${formatBlock(space)} for the ${kind} network of another site. ` +
            `Name a block for ${kind}.cidr yourself: a smaller one, or one outside of ${formatBlock(space)}.`,
    );
}

/** Blocks begin at multiples of their size, so steps are rounded up to it. Every clash is jumped over at once. */
function freeInSteps(space: Range, atLeast: number, prefix: number, taken: readonly Range[]): Block | null {
    const own = size(blockAround(0, prefix));
    const step = Math.ceil(atLeast / own) * own;
    let block = blockAround(space.first, prefix);
    while (block.last <= space.last) {
        const clash = taken.find((range) => overlap(range, block));
        if (clash === undefined) return block;
        const steps = Math.ceil((clash.last + 1 - space.first) / step);
        block = blockAround(space.first + steps * step, prefix);
    }
    return null;
}

function smallestStep(blocks: readonly Block[]): number | null {
    const steps = blocks.slice(1).map(({ first }, index) => first - (blocks[index]?.first ?? 0));
    return steps.length === 0 ? null : Math.min(...steps);
}

function spaceOf(range: Range): Block | undefined {
    return privateSpace.find((block) => contains(block, range));
}

function toRange(text: string): Range | null {
    const address = parseAddress(text);
    return address === null ? parseBlock(text) : { first: address, last: address };
}

/** A plan's blocks are checked already. */
function toBlock(text: string): Block {
    return parseBlock(text) ?? blockAround(0, 32);
}

function takenBySite({ kBox, authUrl, underlay, external, tenant, networks }: SitePlan): string[] {
    const cluster = [networks.management, networks.control, networks.data].flatMap((network) => network?.cidr ?? []);
    return [kBox.address, new URL(authUrl).hostname, underlay.address, external.cidr, tenant.cidr, ...cluster];
}
