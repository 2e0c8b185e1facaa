import { contains, formatRange, holds, hosts, parseAddress, parseBlock, parsePool, type Range, size } from "../cidr.ts";
import type { Draft, EnvironmentDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import type { SiteFile } from "../site-file.ts";

/** External network's gateway and pool lie in its block, apart from each other, and the pool is large enough. */
export function* externalNetwork({ sites }: EnvironmentDraft): Iterable<Finding> {
    for (const { name, file } of sites) yield* checkSite(`sites.${name}.external`, file);
}

function* checkSite(path: string, { external, guest }: Draft<SiteFile>): Iterable<Finding> {
    const block = parseBlock(external?.cidr ?? "");
    const gateway = parseAddress(external?.gateway ?? "");
    const pool = parsePool(external?.pool ?? "");
    if (block !== null && gateway !== null && !holds(hosts(block), gateway)) {
        yield error(`${path}.gateway`, outside(`${external?.gateway}`, `${external?.cidr}`, hosts(block)));
    }
    if (block !== null && pool !== null && !contains(hosts(block), pool)) {
        yield error(`${path}.pool`, outside(`${external?.pool}`, `${external?.cidr}`, hosts(block)));
    }
    if (pool === null) return;
    if (gateway !== null && holds(pool, gateway)) yield error(`${path}.pool`, gatewayInside(pool, gateway));
    if (guest && size(pool) < 2) yield error(`${path}.pool`, tooSmall(pool));
}

function outside(given: string, cidr: string, allowed: Range): string {
    return `${given} lies outside the hosts of ${cidr}. Allowed: ${formatRange(allowed)}.`;
}

function gatewayInside(pool: Range, gateway: number): string {
    const below = { first: pool.first, last: gateway - 1 };
    const above = { first: gateway + 1, last: pool.last };
    const rest = size(below) > size(above) ? below : above;
    const fix = size(rest) > 0 ? `Write ${formatRange(rest)}.` : "Choose addresses beside it.";
    return `${formatRange(pool)} holds the gateway, and Neutron would give its address away. ${fix}`;
}

function tooSmall(pool: Range): string {
    return `${formatRange(pool)} has one address, and the site router and the guest's floating IP take two. Make it larger.`;
}
