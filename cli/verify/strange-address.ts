import { formatAddress, holds, parseBlock, parsePool } from "../../plan/cidr.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";

/** One of the addresses for documentation (RFC 5737): nobody has it. */
const documented = "192.0.2.77";

/**
 * An address of a shared network that no site may give out, so that nobody is disturbed when somebody claims it: the
 * highest one; where the sites' pools take all, one of no network.
 */
export function strangeAddress({ sites }: EnvironmentPlan, network: string): string {
    const ends = sites.flatMap(({ sharedNetworks }) => sharedNetworks.filter(({ name }) => name === network));
    const block = parseBlock(ends[0]?.cidr ?? "");
    if (block === null) return documented;
    const pools = ends.flatMap(({ pool }) => parsePool(`${pool.start}-${pool.end}`) ?? []);
    // Each pool takes at least the place of one candidate, so one more candidate than pools is enough to look at.
    const taken = pools.map(({ first }) => first - 1);
    const free = [block.last - 1, ...taken].filter(
        (address) => address > block.first && !pools.some((pool) => holds(pool, address)),
    );
    return free.length === 0 ? documented : formatAddress(Math.max(...free));
}
