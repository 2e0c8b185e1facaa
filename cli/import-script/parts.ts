import { error, type Finding } from "../../plan/finding.ts";
import type { OldFloatingIp, OldNetwork, OldPort, OldRouter, OldServer, OldSubnet, Snapshot } from "./snapshot.ts";

/** Names that the script of 2017 gave to a site's objects, by the site's place in the list of regions. */
export interface OldNames {
    /** Such as `net1`. */
    readonly tenant: string;
    /** Such as `ext-net1`. */
    readonly external: string;
    /** Such as `R1`. */
    readonly router: string;
    /** Such as `vm1`. */
    readonly server: string;
    readonly shared: "net3";
}

/** Names of the first site's objects (`1`), the second's (`2`) and so on. */
export function oldNames(number: number): OldNames {
    return {
        tenant: `net${number}`,
        external: `ext-net${number}`,
        router: `R${number}`,
        server: `vm${number}`,
        shared: "net3",
    };
}

/** A network with its one subnet. */
export interface NetworkPart {
    readonly network: OldNetwork;
    /** `null` when it has none, or several. */
    readonly subnet: OldSubnet | null;
}

/** What of a site's old environment was found; `null` is what wasn't. */
export interface OldSite {
    readonly site: string;
    readonly names: OldNames;
    readonly snapshot: Snapshot;
    readonly tenant: NetworkPart | null;
    readonly external: NetworkPart | null;
    readonly router: OldRouter | null;
    /** Router's port on the tenant network. */
    readonly routerPort: OldPort | null;
    readonly shared: NetworkPart | null;
    readonly server: OldServer | null;
    readonly tenantPort: OldPort | null;
    readonly sharedPort: OldPort | null;
    readonly floatingIp: OldFloatingIp | null;
    /** What can't be told apart, or can't be expressed. */
    readonly findings: readonly Finding[];
}

/** Finds a site's parts in all that its project has in its region. */
export function findParts(site: string, names: OldNames, snapshot: Snapshot): OldSite {
    const finder = new Finder(site, snapshot);
    const tenant = finder.network("tenant", names.tenant, null);
    const shared = finder.network("shared.net3", names.shared, null);
    const router = finder.router(names.router, tenant);
    const external = finder.network("external", names.external, router?.external_gateway_info?.network_id ?? null);
    const server = finder.one("guest", "server", names.server, snapshot.servers);
    const tenantPort = finder.portOf("guest.tenant", server, tenant);
    return {
        site,
        names,
        snapshot,
        tenant,
        external,
        router,
        routerPort: interfaceOf(snapshot, router, tenant),
        shared,
        server,
        tenantPort,
        sharedPort: finder.portOf("guest.net3", server, shared),
        floatingIp: snapshot.floatingIps.find(({ port_id }) => port_id !== null && port_id === tenantPort?.id) ?? null,
        findings: finder.findings,
    };
}

/** Looks things up by name, and writes down what is not unique. */
class Finder {
    readonly findings: Finding[] = [];
    readonly #path: string;
    readonly #snapshot: Snapshot;

    constructor(site: string, snapshot: Snapshot) {
        this.#path = `sites.${site}`;
        this.#snapshot = snapshot;
    }

    /** The one object of a name, or `null`. */
    one<T extends { readonly id: string; readonly name: string }>(
        path: string,
        what: string,
        name: string,
        all: readonly T[],
    ): T | null {
        const found = all.filter((candidate) => candidate.name === name);
        return this.#only(path, found, `${this.#place} has`, `${what}s ${name}`, "Rename all but the right one.");
    }

    /** A network by its name, else by its id; Tricircle named its copies in the regions after ids. */
    network(path: string, name: string, id: string | null): NetworkPart | null {
        const { networks, subnets } = this.#snapshot;
        const network = this.one(path, "network", name, networks) ?? networks.find((one) => one.id === id);
        if (network === undefined) return null;
        const own = subnets.filter(({ network_id }) => network_id === network.id);
        if (own.length !== 1) this.#say(path, severalSubnets(name, own));
        return { network, subnet: own.length === 1 ? (own[0] ?? null) : null };
    }

    /** A router by its name, else the one on the tenant network. */
    router(name: string, tenant: NetworkPart | null): OldRouter | null {
        const { routers, ports } = this.#snapshot;
        const there = ports.filter((port) => isInterface(port) && port.network_id === tenant?.network.id);
        const beside = routers.find(({ id }) => there.some(({ device_id }) => device_id === id));
        return this.one("router", "router", name, routers) ?? beside ?? null;
    }

    /** A server's one port on a network. */
    portOf(path: string, server: OldServer | null, part: NetworkPart | null): OldPort | null {
        const found = this.#snapshot.ports.filter(
            (port) => port.device_id === server?.id && port.network_id === part?.network.id,
        );
        return this.#only(
            path,
            found,
            `${server?.name} has`,
            `ports on ${part?.network.name}`,
            "Take off all but one.",
        );
    }

    /** The one thing found; several are a finding, with their number and ids. */
    #only<T extends { readonly id: string }>(
        path: string,
        found: readonly T[],
        holder: string,
        what: string,
        fix: string,
    ): T | null {
        if (found.length > 1) {
            const ids = found.map(({ id }) => id).join(", ");
            this.#say(path, `${holder} ${found.length} ${what} (${ids}). ${fix}`);
        }
        return found.length === 1 ? (found[0] ?? null) : null;
    }

    get #place(): string {
        const { region, project, entry } = this.#snapshot;
        return `region ${region}, project ${project} of entry ${entry},`;
    }

    #say(path: string, message: string): void {
        this.findings.push(error(`${this.#path}.${path}`, message));
    }
}

function interfaceOf(snapshot: Snapshot, router: OldRouter | null, tenant: NetworkPart | null): OldPort | null {
    const found = snapshot.ports.find(
        (port) => isInterface(port) && port.device_id === router?.id && port.network_id === tenant?.network.id,
    );
    return found ?? null;
}

/** Neutron has several names for it, such as `network:router_interface_distributed`. */
function isInterface({ device_owner }: OldPort): boolean {
    return (
        device_owner.startsWith("network:router_interface") || device_owner === "network:ha_router_replicated_interface"
    );
}

function severalSubnets(name: string, subnets: readonly OldSubnet[]): string {
    const given = subnets.map(({ name: own, cidr, id }) => `${own || id} ${cidr}`).join(", ") || "none";
    return `${name} has ${subnets.length} subnets (${given}), and one is what a site has. Delete all but one, or make one.`;
}
