import { overlap, parseBlock } from "../plan/cidr.ts";
import type { SitePlan } from "../plan/environment-plan.ts";
import { type Finding, shown, type Violation } from "./finding.ts";
import { clusterNetworks, isOneOf, isShared, networksBehind } from "./network-behind.ts";
import { types } from "./openstack-types.ts";
import { notKnown, type Resource, type StackResource } from "./resource.ts";
import type { Check, SitePolicy } from "./site-policy.ts";
import type { Stack } from "./stack.ts";

/** Routers join a site's own networks, and none of them touches a shared network. */
export const ownRouters: SitePolicy = {
    name: "own-routers",
    description:
        "A shared network is one L2 segment without a way out, and each site has its own: a router on it would carry one " +
        "institution's traffic through another's.",
    severity: "high",
    remedy: "Let the site router join tenant and external network of its own site, and nothing else.",
    *checkResource(resource, { stack }) {
        if (resource.type === types.network && isShared(resource, stack.plan)) yield* judgeShared(resource);
        if (resource.type === types.routerRoute) yield* judgeRoute(resource, stack);
        if (resource.type.startsWith("openstack:vpnaas/")) yield* refuseVpn(resource);
    },
    *checkStack(resources, { stack }: Check) {
        for (const resource of resources) {
            if (resource.type === types.subnet) yield* judgeSubnet(resource, stack);
            if (resource.type === types.router) yield* judgeUse(resource, "externalNetworkId", stack);
            if (resource.type === types.routerInterface) yield* judgeInterface(resource, stack);
        }
    },
};

/** It joins two sites' networks as a router with a leg in each would. */
function* refuseVpn(resource: Resource): Iterable<Violation> {
    yield {
        resource,
        found: "it is part of a VPN, which joins a router's networks with others",
        allowed: "no VPN",
        fix: "Take it away: guests reach other sites over the shared network.",
    };
}

function* judgeShared(resource: Resource): Iterable<Violation> {
    const external = resource.get("external") ?? resource.get("valueSpecs", "router:external") ?? false;
    if (external === false) return;
    yield {
        ...{ resource, at: "external", allowed: "false" },
        found: `a shared network is external (${shown(external)})`,
        fix: "Leave `external` away: guests go out through their own site's router.",
    };
}

function* judgeSubnet(resource: StackResource, { plan }: Stack): Iterable<Violation> {
    const shared = networksBehind(resource, "networkId").some((network) => isShared(network, plan));
    if (!shared || resource.get("noGateway") === true) return;
    yield {
        ...{ resource, at: "noGateway", allowed: "noGateway: true" },
        found: `a shared network's subnet has a gateway (${shown(resource.get("gatewayIp") ?? "Neutron's default")})`,
        fix: "Set noGateway to true and leave gatewayIp away.",
    };
}

/** An id that is written down may be anybody's, and so may what is only looked up. */
function* judgeUse(resource: StackResource, input: string, { plan, site }: Stack): Iterable<Finding> {
    if (resource.get(input) === undefined) return;
    const networks = networksBehind(resource, input).filter(({ read }) => !read);
    if (networks.length === 0) {
        yield {
            ...{ resource, at: input, allowed: "a network of this stack" },
            found: "it leads to a network that isn't of this stack",
            fix: "Take the id from the site's own network or subnet.",
        };
    }
    const boxes = clusterNetworks(site);
    for (const network of networks) {
        const whose = isShared(network, plan) ? "which all sites share" : "which is the K-Cluster's own";
        if (!isShared(network, plan) && !isOneOf(boxes, network)) continue;
        yield {
            ...{ resource, at: input, allowed: "the site's own tenant and external network" },
            found: `a router is joined to ${network.name}, ${whose}`,
            fix: "Take it away: no guest needs a router to get there, and none may get to the K-Cluster's boxes.",
        };
    }
}

function* judgeInterface(resource: StackResource, stack: Stack): Iterable<Finding> {
    yield* judgeUse(resource, "subnetId", stack);
    yield* judgeUse(resource, "portId", stack);
    const subnets = resource.sources("subnetId").filter(({ type }) => type === types.subnet);
    for (const subnet of subnets) yield* judgeRange(resource, "subnetId", subnet.get("cidr"), stack);
}

function judgeRoute(resource: Resource, stack: Stack): Iterable<Violation> {
    return judgeRange(resource, "destinationCidr", resource.get("destinationCidr"), stack);
}

/** The other sites' addresses are reached over the shared network, never by a router. */
function* judgeRange(resource: Resource, at: string, cidr: unknown, { plan, site }: Stack): Iterable<Violation> {
    const block = typeof cidr === "string" ? parseBlock(cidr) : null;
    const others = plan.sites.filter((one) => one !== site);
    const other = block === null ? undefined : others.find((one) => blocksOf(one).some((its) => overlap(its, block)));
    if (cidr !== notKnown && other === undefined) return;
    yield {
        ...{ resource, at, allowed: "the site's own addresses" },
        found: `a router leads to ${shown(cidr)}${other === undefined ? "" : `, which is ${other.site}'s`}`,
        fix: "Take it away: what lies at other sites is reached over the shared network.",
    };
}

function blocksOf({ tenant, external }: SitePlan) {
    return [tenant.cidr, external.cidr].flatMap((cidr) => parseBlock(cidr) ?? []);
}
