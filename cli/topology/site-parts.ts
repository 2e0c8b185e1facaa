import type { ControlVmPlan } from "../../plan/control-vm-plan.ts";
import type { ClusterNetworkPlan, GuestPlan, Pool, SharedNetworkPlan, SitePlan } from "../../plan/environment-plan.ts";
import type { Fact, Link, Part, SiteTopology } from "./topology.ts";

/**
 * A site's parts and what joins them, from the way out over the tenant network to its ends of shared networks.
 * @param ownKeystone Whether each site has a Keystone, which is told then.
 */
export function siteParts(plan: SitePlan, ownKeystone = false): SiteTopology {
    const { site, institution, region, availabilityZone, authUrl } = plan;
    const parts = [...networkParts(plan), ...endParts(plan), ...clusterParts(plan)];
    const facts = [one("institution", institution), one("region", region), one("zone", availabilityZone)];
    const keystone = ownKeystone ? [one("Keystone", authUrl)] : [];
    return {
        site: { id: site, kind: "site", title: site, facts: [...facts, ...keystone] },
        parts,
        links: linksOf(plan, new Set(parts.map(({ id }) => id))),
    };
}

function networkParts({ site, external, router, tenant, guest, sshFrom }: SitePlan): readonly Part[] {
    const way = [one("range", external.cidr), one("gateway", external.gateway), one("pool", range(external.pool))];
    return [
        { id: `${site}/external`, kind: "external network", title: external.network, facts: way },
        { id: `${site}/router`, kind: "site router", title: router, facts: [] },
        {
            id: `${site}/tenant`,
            kind: "tenant network",
            title: tenant.network,
            facts: [one("range", tenant.cidr), ...some("DNS", tenant.dns)],
        },
        ...(guest === null ? [] : [guestPart(site, guest, sshFrom)]),
    ];
}

function guestPart(site: string, { name, tenant, shared }: GuestPlan, sshFrom: readonly string[]): Part {
    const cards = Object.entries(shared).sort(([a], [b]) => (a < b ? -1 : 1));
    return {
        id: `${site}/guest`,
        kind: "guest",
        title: name,
        facts: [
            one("address", tenant),
            ...cards.map(([network, address]) => one(`on ${network}`, address)),
            { name: "SSH from", values: sshFrom.length === 0 ? ["nowhere"] : sshFrom },
        ],
    };
}

function endParts({ site, sharedNetworks, underlay }: SitePlan): readonly Part[] {
    return sharedNetworks.map(({ name, pool, vtep }: SharedNetworkPlan) => ({
        id: `${site}/end/${name}`,
        kind: "end" as const,
        title: `end of ${name}`,
        facts: [
            one("VTEP", vtep.address),
            one("transport", `${underlay.transport}, MTU ${vtep.mtu}`),
            one("pool", range(pool)),
            some(
                "peers",
                vtep.peers.map(({ site: peer }) => peer),
            )[0] ?? one("peers", "none"),
        ],
    }));
}

function clusterParts(plan: SitePlan): readonly Part[] {
    const { site, kBox, networks, controlVm, boxes } = plan;
    const { management, control, data } = networks;
    const nets = [...network("P+M", management), ...network("C", control), ...network("D", data)];
    const machines = boxes.map(({ name, role, address }) => one(name, `${role} ${address}`));
    return [
        { id: `${site}/k-box`, kind: "K-Box", title: "K-Box", facts: [one("address", kBox.address)] },
        ...part(`${site}/networks`, "K-Cluster networks", nets),
        ...(controlVm === null ? [] : [controlPart(site, controlVm)]),
        ...part(`${site}/boxes`, "K-Cluster boxes", machines),
    ];
}

function controlPart(site: string, { name, nics, sshFrom }: ControlVmPlan): Part {
    const cards = nics.map(({ kind, address }) => one(kind === "management" ? "P+M" : "C", address));
    return { id: `${site}/control-vm`, kind: "control VM", title: name, facts: [...cards, one("SSH from", sshFrom)] };
}

function part(id: string, kind: "K-Cluster networks" | "K-Cluster boxes", facts: readonly Fact[]): readonly Part[] {
    return facts.length === 0 ? [] : [{ id, kind, title: kind, facts }];
}

function network(name: string, plan: ClusterNetworkPlan | null): readonly Fact[] {
    if (plan === null) return [];
    return [one(name, [plan.physical, plan.cidr, ...(plan.gateway ? [`gateway ${plan.gateway}`] : [])].join(" "))];
}

/** Lines between parts that are there. */
function linksOf({ site, sharedNetworks, guest }: SitePlan, ids: ReadonlySet<string>): Link[] {
    const local = (from: string, to: string): Link => ({ from: `${site}/${from}`, to: `${site}/${to}`, kind: "local" });
    const ends = sharedNetworks.map(({ name }) => name);
    const all = [
        local("external", "router"),
        local("router", "tenant"),
        local("tenant", "guest"),
        ...ends.filter((name) => guest?.shared[name] !== undefined).map((name) => local("guest", `end/${name}`)),
        ...ends.map((name) => local("k-box", `end/${name}`)),
        local("k-box", "networks"),
        local("networks", "control-vm"),
        local("networks", "boxes"),
    ];
    return [...all.filter(({ from, to }) => ids.has(from) && ids.has(to)), ...linksOut(site, ends, ids)];
}

function linksOut(site: string, ends: readonly string[], ids: ReadonlySet<string>): readonly Link[] {
    const served = ["k-box", "control-vm"].map((name) => `${site}/${name}`).filter((id) => ids.has(id));
    return [
        ...ends.map((name): Link => ({ from: `${site}/end/${name}`, to: `tower/${name}`, kind: "shared" })),
        ...served.map((id): Link => ({ from: "tower", to: id, kind: "control" })),
    ];
}

function one(name: string, value: string): Fact {
    return { name, values: [value] };
}

function some(name: string, values: readonly string[]): readonly Fact[] {
    return values.length === 0 ? [] : [{ name, values }];
}

function range({ start, end }: Pool): string {
    return `${start}-${end}`;
}
