import { CloudError } from "../../cloud/cloud.ts";
import type { Inputs, Lookup, Place } from "./lookup.ts";

interface NeutronObject {
    readonly id: string;
    /** @default - none: security group rules and floating IPs have no name */
    readonly name?: string;
    /** @default - none */
    readonly description?: string;
}

interface HostRoute {
    readonly destination: string;
    readonly nexthop: string;
}

/**
 * Objects of a Neutron collection with the description that the program gave, else with its name. The description comes
 * with the very call that makes the object, the tag with a second one that a killed run may not have reached.
 */
export function neutron(collection: string): Lookup {
    return async (inputs, place) => {
        const key = typeof inputs.description === "string" && inputs.description !== "" ? "description" : "name";
        const wanted = text(inputs, key);
        const query = new URLSearchParams({ [key]: wanted, ...owner(place) });
        const found = await list<NeutronObject>(place, collection, query);
        // A Neutron that doesn't know the filter returns everything.
        return found.filter((object) => object[key] === wanted).map(({ id }) => id);
    };
}

/** A router's port on a subnet: its id is the interface's. */
export const routerInterface: Lookup = async (inputs, place) => {
    if (typeof inputs.portId === "string") {
        const ports = await list<NeutronObject>(
            place,
            "ports",
            new URLSearchParams({ id: inputs.portId, ...routed(inputs) }),
        );
        return ports.map(({ id }) => id);
    }
    const fixed = `subnet_id=${text(inputs, "subnetId")}`;
    const ports = await list<NeutronObject>(
        place,
        "ports",
        new URLSearchParams({ ...routed(inputs), fixed_ips: fixed }),
    );
    return ports.map(({ id }) => id);
};

/** A floating IP that points at the port; the association has the floating IP's id. */
export const floatingIpAssociation: Lookup = async (inputs, place) => {
    const query = new URLSearchParams({
        floating_ip_address: text(inputs, "floatingIp"),
        port_id: text(inputs, "portId"),
    });
    const found = await list<NeutronObject & { readonly port_id: string | null }>(place, "floatingips", query);
    return found.filter(({ port_id: port }) => port === inputs.portId).map(({ id }) => id);
};

/** A host route of a subnet. */
export const subnetRoute: Lookup = async (inputs, place) => {
    const id = text(inputs, "subnetId");
    const subnet = await get<{ readonly host_routes: readonly HostRoute[] }>(place, `/subnets/${id}`, "subnet");
    return matching(id, inputs, subnet?.host_routes ?? []);
};

/** A static route of a router. */
export const routerRoute: Lookup = async (inputs, place) => {
    const id = text(inputs, "routerId");
    const router = await get<{ readonly routes: readonly HostRoute[] }>(place, `/routers/${id}`, "router");
    return matching(id, inputs, router?.routes ?? []);
};

function matching(owner: string, inputs: Inputs, routes: readonly HostRoute[]): readonly string[] {
    const destination = text(inputs, "destinationCidr");
    const nextHop = text(inputs, "nextHop");
    const found = routes.filter((route) => route.destination === destination && route.nexthop === nextHop);
    // The provider makes the id of a route up like this.
    return found.map(() => `${owner}-route-${destination}-${nextHop}`);
}

function routed(inputs: Inputs): Record<string, string> {
    return { device_id: text(inputs, "routerId") };
}

function owner({ cloud }: Place): Record<string, string> {
    return cloud.projectId === null ? {} : { project_id: cloud.projectId };
}

async function list<T>({ cloud, region }: Place, collection: string, query: URLSearchParams): Promise<readonly T[]> {
    const body = await cloud.request<Record<string, T[]>>("network", region, `/${collection}?${query}`);
    return body[collection.replaceAll("-", "_")] ?? [];
}

/** An object by its id, or `null` when there is none. */
async function get<T>({ cloud, region }: Place, path: string, key: string): Promise<T | null> {
    try {
        return (await cloud.request<Record<string, T>>("network", region, path))[key] ?? null;
    } catch (error) {
        if (error instanceof CloudError && error.status === 404) {
            return null;
        }
        throw error;
    }
}

/** An input that must be known text: an id that came from another resource, or a name of the program. */
export function text(inputs: Inputs, key: string): string {
    const value = inputs[key];
    if (typeof value !== "string") {
        throw new Error(`a pending create has no ${key} to look it up by`);
    }
    return value;
}
