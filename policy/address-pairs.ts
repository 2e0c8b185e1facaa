import { contains } from "../plan/cidr.ts";
import { type Finding, shown, type Violation } from "./finding.ts";
import { isShared, networksBehind, rangeOf } from "./network-behind.ts";
import { types } from "./openstack-types.ts";
import type { Resource, StackResource } from "./resource.ts";
import type { Check, SitePolicy } from "./site-policy.ts";
import type { Stack } from "./stack.ts";

/** A port sends and receives its own addresses; on a shared network its guest's tenant address, too. */
export const addressPairs: SitePolicy = {
    name: "address-pairs",
    description:
        "Port security is what keeps a guest from speaking in another's name. On net3, which nobody routes, it is all that " +
        "keeps a site's guests to that site's addresses.",
    severity: "high",
    remedy: "Leave port security on; on a shared network's port allow tenant addresses of the port's own site only.",
    prowler: ["networking_port_security_disabled"],
    settings: {
        most: {
            type: "integer",
            default: 16,
            description: "How many addresses all pairs of a port may stand for together: a guest has few.",
        },
    },
    *checkResource(resource, { stack, settings }) {
        if (resource.type !== types.port && resource.type !== types.network) return;
        yield* judgeSecurity(resource);
        yield* judgeNumber(resource, Number(settings.most));
        for (const [index, pair] of pairsOf(resource).entries()) yield* judgePair(resource, index, pair, stack);
    },
    *checkStack(resources, { stack }: Check) {
        for (const port of resources.filter((one) => pairsOf(one).length > 0)) yield* judgePlace(port, stack);
    },
};

function* judgeSecurity(resource: Resource): Iterable<Finding> {
    const switches = [
        { path: ["portSecurityEnabled"], on: [true] },
        { path: ["valueSpecs", "port_security_enabled"], on: [true, "true"] },
        { path: ["noSecurityGroups"], on: [false] },
    ];
    for (const { path, on } of switches) {
        const value = resource.get(...path) ?? on[0];
        if (on.some((good) => good === value)) continue;
        yield {
            ...{ resource, at: path.join("."), allowed: String(on[0]) },
            found: `it turns the port's filter off (${shown(value)})`,
            fix: "Leave it away; allow single addresses by allowedAddressPairs where they are needed.",
        };
    }
}

/** What isn't known counts as one pair that nobody allowed. */
function pairsOf(resource: Resource): readonly unknown[] {
    if (resource.type !== types.port) return [];
    const pairs = resource.get("allowedAddressPairs") ?? [];
    return Array.isArray(pairs) ? pairs : [pairs];
}

/** Many pairs, or a wide one, let a port speak in the name of guests that are none of its own. */
function* judgeNumber(resource: Resource, most: number): Iterable<Violation> {
    const ranges = pairsOf(resource).flatMap((pair) => rangeOf((pair as Pair | null)?.ipAddress) ?? []);
    const addresses = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    if (addresses <= most) return;
    yield {
        ...{ resource, at: "allowedAddressPairs", allowed: `${most} addresses` },
        found: `the port may use ${addresses} addresses beside its own`,
        fix: "Name the addresses of its own guest, one pair each.",
    };
}

function* judgePair(resource: Resource, index: number, pair: unknown, { site }: Stack): Iterable<Violation> {
    const at = `allowedAddressPairs[${index}]`;
    const { ipAddress, macAddress } = typeof pair === "object" && pair !== null ? (pair as Pair) : {};
    const tenant = rangeOf(site?.tenant.cidr);
    const range = rangeOf(ipAddress);
    if (tenant === null || range === null || !contains(tenant, range)) {
        yield {
            ...{ resource, at: `${at}.ipAddress`, allowed: site?.tenant.cidr ?? "none" },
            found: `the port may use ${shown(typeof pair === "symbol" ? pair : ipAddress)}`,
            fix: "Name the tenant address of this site's guest.",
        };
    }
    if (macAddress !== undefined) {
        yield {
            ...{ resource, at: `${at}.macAddress`, allowed: "the port's own" },
            found: `the port may use the MAC address ${shown(macAddress)}`,
            fix: "Leave it away.",
        };
    }
}

interface Pair {
    /** @default - none is given */
    readonly ipAddress?: unknown;
    /** @default - the port's own */
    readonly macAddress?: unknown;
}

function* judgePlace(port: StackResource, { plan }: Stack): Iterable<Violation> {
    const networks = networksBehind(port, "networkId");
    if (networks.length > 0 && networks.every((network) => isShared(network, plan))) return;
    yield {
        ...{
            resource: port,
            at: "allowedAddressPairs",
            allowed: "none but on a port of a shared network of this stack",
        },
        found: "a port that is on no shared network has address pairs",
        fix: "Take them away.",
    };
}
