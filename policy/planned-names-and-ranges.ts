import { contains } from "../plan/cidr.ts";
import { type Finding, shown, type Violation } from "./finding.ts";
import { leavesOf } from "./leaves.ts";
import { physicalOf, rangeOf } from "./network-behind.ts";
import { types } from "./openstack-types.ts";
import { centralSubnets, ownerOf, ownRanges, type PlannedSubnet, plannedSubnets } from "./planned-ranges.ts";
import { notKnown, type Resource } from "./resource.ts";
import type { SitePolicy } from "./site-policy.ts";
import type { Stack } from "./stack.ts";

type Judge = (resource: Resource, stack: Stack) => Iterable<Finding>;

/** Networks, routers and addresses are those that the planner has proven against all other sites. */
export const plannedNamesAndRanges: SitePolicy = {
    name: "planned-names-and-ranges",
    description:
        "The planner proves that no two sites use the same addresses. A network, subnet, router or address made by hand " +
        "was never held against the other sites, and may be one of theirs.",
    severity: "high",
    remedy: "Declare it in the site's file and let the site's components make it.",
    *checkResource(resource, stack) {
        yield* judges[resource.type]?.(resource, stack.stack) ?? [];
    },
};

/** Inputs that hold a machine's address, by type, and how their innermost keys are called. */
const addressInputs: Readonly<Record<string, readonly string[]>> = {
    [types.port]: ["fixedIps"],
    [types.instance]: ["networks"],
    [types.floatingIp]: ["address", "fixedIp"],
    [types.loadBalancer]: ["vipAddress"],
};
const addressKeys = ["ipAddress", "fixedIpV4", "address", "fixedIp", "vipAddress"];

const judges: Readonly<Record<string, Judge>> = {
    [types.network]: judgeNetwork,
    [types.subnet]: judgeSubnet,
    [types.subnetRoute]: judgeRoute,
    [types.router]: (resource, { site, file }) => judgeName(resource, site === null ? [] : [site.router], file),
    ...Object.fromEntries([types.project, types.user, types.role].map((type) => [type, judgeIdentity])),
    ...Object.fromEntries(Object.keys(addressInputs).map((type) => [type, judgeAddresses])),
};

function* judgeNetwork(resource: Resource, stack: Stack): Iterable<Violation> {
    const planned = subnetsOf(stack);
    const name = resource.get("name");
    yield* judgeName(
        resource,
        planned.map(({ network }) => network),
        stack.file,
    );
    const expected = planned.find(({ network }) => network === name);
    const physical = physicalOf(resource) ?? null;
    if (expected === undefined || expected.physical === physical) return;
    if (physical === null && isImported(expected, stack)) return;
    yield {
        ...{ resource, at: "valueSpecs.provider:physical_network" },
        found: `${expected.network} is on physical network ${shown(physical ?? undefined)}`,
        allowed: expected.physical ?? "none",
        fix: `Put it where ${stack.file} says.`,
    };
}

/** The provider doesn't read the physical network of a network that was imported, and the program leaves it as it is. */
function isImported({ network }: PlannedSubnet, { site }: Stack): boolean {
    return site?.imported.includes("external") === true && site.external.network === network;
}

function* judgeSubnet(resource: Resource, stack: Stack): Iterable<Violation> {
    const cidr = resource.get("cidr");
    const planned = subnetsOf(stack);
    const subnet = planned.find((one) => one.cidr === cidr);
    if (subnet === undefined) {
        const allowed = planned.map((one) => one.cidr).join(", ") || "none";
        yield unplanned(resource, "cidr", cidr, allowed, stack);
        return;
    }
    if (subnet.pool !== null) yield* judgePools(resource, subnet.pool, stack);
    const gateway = resource.get("gatewayIp");
    if (subnet.gateway === null || gateway === subnet.gateway) return;
    yield {
        ...{ resource, at: "gatewayIp", allowed: subnet.gateway },
        found: `${subnet.network}'s gateway is ${shown(gateway)}`,
        fix: `Use the gateway of ${stack.file}.`,
    };
}

function* judgePools(
    resource: Resource,
    pool: NonNullable<PlannedSubnet["pool"]>,
    { file }: Stack,
): Iterable<Violation> {
    const pools = resource.get("allocationPools");
    const [only, ...others] = Array.isArray(pools) ? pools : [];
    if (others.length === 0 && only?.start === pool.start && only?.end === pool.end) return;
    yield {
        ...{ resource, at: "allocationPools", allowed: `${pool.start}-${pool.end}` },
        found: pools === undefined ? "Neutron may give out every address" : `the pools are ${shown(pools)}`,
        fix: `Use the pool of ${file}: the other addresses are other sites' or the outside's.`,
    };
}

/** Only guests of other sites are reached over a shared network, each by its own address. */
function* judgeRoute(resource: Resource, { site, file }: Stack): Iterable<Finding> {
    const [destination, nextHop] = [resource.get("destinationCidr"), resource.get("nextHop")];
    const planned = (site?.sharedNetworks ?? []).flatMap(({ routes }) => routes);
    if (planned.some((route) => route.destination === destination && route.nextHop === nextHop)) return;
    yield {
        ...{ resource, at: "destinationCidr" },
        found: `${shown(destination)} is reached over ${shown(nextHop)}`,
        allowed: planned.map((route) => `${route.destination} over ${route.nextHop}`).join(", ") || "none",
        fix: `Declare the guest in its own site's file; ${file} needs no change for it.`,
    };
}

function judgeIdentity(resource: Resource, { site, plan, file }: Stack): Iterable<Violation> {
    const names = site === null ? plan.tower.sites.map((name) => `k-one-${name}`) : [];
    return judgeName(resource, names, file);
}

function* judgeName(resource: Resource, allowed: readonly string[], file: string): Iterable<Violation> {
    const name = resource.get("name");
    if (typeof name === "string" && allowed.includes(name)) return;
    yield {
        ...{ resource, at: "name", allowed: allowed.join(", ") || "none" },
        found: `${shown(name)} is no name that is planned`,
        fix: `Use a name of ${file}, or declare what is missing there.`,
    };
}

function* judgeAddresses(resource: Resource, stack: Stack): Iterable<Finding> {
    const own = stack.site === null ? [] : ownRanges(stack.site);
    const leaves = (addressInputs[resource.type] ?? []).flatMap((input) => [...leavesOf(resource, input)]);
    for (const { path, value } of leaves) {
        if (value === notKnown && !isElsewhere(path)) yield { resource, unknown: path.join(".") };
        if (typeof value !== "string" || isElsewhere(path)) continue;
        const range = rangeOf(value);
        if (range !== null && own.some((one) => contains(one, range))) continue;
        yield unplanned(resource, path.join("."), value, "an address of the site's own networks, in its pool", stack);
    }
}

/** Whether a value beside the addresses is meant, such as a subnet's id; all is unknown when the list is. */
function isElsewhere(path: readonly (string | number)[]): boolean {
    return path.length > 1 && !addressKeys.includes(String(path.at(-1)));
}

function subnetsOf({ site, plan }: Stack): readonly PlannedSubnet[] {
    return site === null ? centralSubnets(plan.tower) : plannedSubnets(site);
}

function unplanned(resource: Resource, at: string, value: unknown, allowed: string, { plan, file }: Stack): Violation {
    const range = rangeOf(value);
    const owner = range === null ? undefined : ownerOf(range, plan);
    return {
        ...{ resource, at, allowed },
        found: `${shown(value)} isn't planned here${owner === undefined ? "" : `: it is ${owner.site}'s`}`,
        fix: `Use what ${file} declares.`,
    };
}
