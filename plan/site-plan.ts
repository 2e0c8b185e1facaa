import { planControlVm } from "./control-vm.ts";
import { planComputeNodes, planSiteDevStack } from "./dev-stack/planner.ts";
import type {
    BoxPlan,
    ClusterNetworkPlan,
    ClusterNetworksPlan,
    ExternalNetworkPlan,
    GuestPlan,
    GuestRoute,
    SharedNetworkDefinition,
    SharedNetworkPlan,
    SitePlan,
    UnderlayPlan,
    VtepPlan,
} from "./environment-plan.ts";
import { withoutComment } from "./host-key.ts";
import { keystoneOf } from "./keystone.ts";
import { planPool } from "./pool.ts";
import type { ClusterNetworkFile, SiteFile, VtepFile } from "./site-file.ts";
import type { TowerFile } from "./tower-file.ts";
import { defineSharedNetworks } from "./tower-plan.ts";
import { isTricircle } from "./tricircle/central.ts";

/** An environment whose files are complete and proven. */
export interface CompleteEnvironment {
    readonly environment: string;
    readonly tower: TowerFile;
    /** In the order of their names. */
    readonly sites: readonly CompleteSite[];
}

/** A site whose file is complete and proven. */
export interface CompleteSite {
    readonly name: string;
    readonly file: SiteFile;
}

/** A site's plan: its own file, the tower's, and of the others only their end points and guests. */
export function planSite(site: CompleteSite, environment: CompleteEnvironment): SitePlan {
    const { file, name } = site;
    return {
        environment: environment.environment,
        site: name,
        stack: `${environment.environment}-${name}`,
        institution: file.institution,
        region: file.region,
        availabilityZone: file.availabilityZone,
        central: isTricircle(environment.tower) ? environment.tower.region : null,
        cloud: file.cloud,
        authUrl: keystoneOf(file, environment.tower),
        kBox: { ...file.kBox, hostKey: withoutComment(file.kBox.hostKey) },
        external: planExternal(file),
        router: file.router,
        tenant: { ...file.tenant, dns: environment.tower.dns },
        sharedNetworks: planSharedNetworks(site, environment),
        underlay: planUnderlay(file.vtep),
        baseMac: file.baseMac,
        sshFrom: file.access.sshFrom,
        guest: planGuest(site, environment.tower),
        controlVm: planControlVm(name, file, environment.tower),
        networks: planNetworks(file),
        boxes: planBoxes(file),
        bootstrap: file.bootstrap,
        devStack: planSiteDevStack(site, environment),
        computeNodes: planComputeNodes(site, environment),
        imported: file.imported,
        production: environment.tower.production,
    };
}

function planExternal({ external }: SiteFile): ExternalNetworkPlan {
    return { ...external, pool: planPool(external.pool) };
}

function planSharedNetworks(site: CompleteSite, environment: CompleteEnvironment): SharedNetworkPlan[] {
    return defineSharedNetworks(environment.tower).flatMap((network) => {
        const share = site.file.shared[network.name];
        return share === undefined ? [] : [planSharedNetwork(network, share.pool, site, environment)];
    });
}

function planSharedNetwork(
    network: SharedNetworkDefinition,
    pool: string,
    site: CompleteSite,
    environment: CompleteEnvironment,
): SharedNetworkPlan {
    const others = environment.sites.filter(
        (other) => other.name !== site.name && Object.hasOwn(other.file.shared, network.name),
    );
    return {
        ...network,
        pool: planPool(pool),
        vtep: planVtep(network, site, others),
        routes: others.flatMap((other) => planRoute(network.name, other)),
    };
}

/** Device and bridge are named after the network, so they fit the kernel's 15 characters by their formats. */
function planVtep(
    { name, driver, vni }: SharedNetworkDefinition,
    site: CompleteSite,
    others: readonly CompleteSite[],
): VtepPlan {
    const { address, mtu, switch: kind } = site.file.vtep;
    const agent = driver === "tricircle";
    return {
        ...{ address, mtu, switch: kind },
        device: agent ? `vxlan-${vni}` : `vx${vni}`,
        bridge: agent || kind === "linuxbridge" ? "brq…" : `br-${name}`,
        peers: others.map((other) => ({ site: other.name, address: other.file.vtep.address })),
    };
}

function planUnderlay({ address, transport, mtu }: VtepFile): UnderlayPlan {
    return { address, transport, mtu };
}

function planRoute(network: string, other: CompleteSite): GuestRoute[] {
    const nextHop = other.file.guest?.[network];
    if (other.file.guest === null || nextHop === undefined) return [];
    return [{ site: other.name, destination: `${other.file.guest.tenant}/32`, nextHop }];
}

function planGuest({ name, file }: CompleteSite, tower: TowerFile): GuestPlan | null {
    if (file.guest === null) return null;
    const { tenant, ...shared } = file.guest;
    return { name: `${name}-guest`, ...tower.guest, tenant, shared };
}

function planNetworks({ networks: { management, control, data } }: SiteFile): ClusterNetworksPlan {
    return { management: planNetwork(management), control: planNetwork(control), data: planNetwork(data) };
}

function planNetwork(network: ClusterNetworkFile | null): ClusterNetworkPlan | null {
    return network && { physical: network.physical, cidr: network.cidr, gateway: network.gateway };
}

/** Whom the control VM logs in to. */
function planBoxes({ boxes }: SiteFile): BoxPlan[] {
    return boxes
        .flatMap(({ role, hostKey, ...box }) =>
            role === "k-fabric" || hostKey === null ? [] : { ...box, role, hostKey: withoutComment(hostKey) },
        )
        .sort((a, b) => (a.name < b.name ? -1 : 1));
}
