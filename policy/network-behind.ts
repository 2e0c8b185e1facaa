import { parseAddress, parseBlock, type Range } from "../plan/cidr.ts";
import type { ClusterNetworkPlan, EnvironmentPlan, SitePlan } from "../plan/environment-plan.ts";
import { types } from "./openstack-types.ts";
import type { Resource, StackResource } from "./resource.ts";

/**
 * Networks that a resource's input leads to, directly or over a subnet or a port; none when the id is written down or comes
 * from something else.
 */
export function networksBehind(resource: StackResource, input: string): readonly StackResource[] {
    return resource.sources(input).flatMap((source) => {
        if (source.type === types.network || source.type === types.pulledNetwork) return [source];
        return source.type === types.subnet || source.type === types.port ? networksBehind(source, "networkId") : [];
    });
}

/** Whether a network is one that all sites share, by its name in Neutron or on its wire. */
export function isShared(network: Resource, { tower }: EnvironmentPlan): boolean {
    const names = tower.sharedNetworks.map(({ name }) => name);
    return [network.get("name"), physicalOf(network)].some((name) => names.includes(String(name)));
}

/** A site's networks for its K-Cluster's boxes: management, control and data. */
export function clusterNetworks(site: SitePlan | null): readonly ClusterNetworkPlan[] {
    return Object.values(site?.networks ?? {}).flatMap((network) => network ?? []);
}

/** Whether a network is one of these, by its wire. */
export function isOneOf(networks: readonly ClusterNetworkPlan[], network: Resource): boolean {
    return networks.some(({ physical }) => physical === physicalOf(network));
}

/** Neutron's name of the physical network that a network is on; `undefined` for one without. */
export function physicalOf(network: Resource): unknown {
    return network.get("valueSpecs", "provider:physical_network") ?? network.get("segments", 0, "physicalNetwork");
}

/** Addresses that an address or a CIDR stands for; `null` for anything but IPv4. */
export function rangeOf(value: unknown): Range | null {
    if (typeof value !== "string") return null;
    const address = parseAddress(value);
    return address === null ? parseBlock(value) : { first: address, last: address };
}
