import type { ControlVmPlan } from "./control-vm-plan.ts";
import type { DevStackPlan } from "./dev-stack/dev-stack-plan.ts";
import type { SharedNetworkDefinition, SharedNetworkPlan } from "./shared-network-plan.ts";
import type { ImportedPart } from "./site-file.ts";
import type { CentralPlan } from "./tricircle/central-plan.ts";

export type {
    GuestRoute,
    SharedNetworkDefinition,
    SharedNetworkPlan,
    SwitchKind,
    VtepPeer,
    VtepPlan,
} from "./shared-network-plan.ts";

/** What the planner hands on: checked, complete and free of secrets. Components, the CLI and the lab read nothing else. */

/** A set of sites and their tower that belong together. */
export interface EnvironmentPlan {
    /** Environment's name, such as `lab`; it has no hyphen. */
    readonly environment: string;
    readonly tower: TowerPlan;
    /** Every site, in the order of their names. */
    readonly sites: readonly SitePlan[];
}

/** How shared identity is reached, and what is common to all sites. */
export interface TowerPlan {
    readonly environment: string;
    /** Stack's name, such as `lab-tower`. */
    readonly stack: string;
    /** Who knows the users: one Keystone at the tower, or one at each site; then the tower has no stack. */
    readonly identityMode: "shared" | "own";
    /** Entry in `clouds.yaml` with rights in Keystone; `null` where the tower has none. */
    readonly cloud: string | null;
    /** Keystone region that holds the tower's own endpoints, such as `CentralRegion`; `null` where the tower has none. */
    readonly region: string | null;
    /** URL of the tower's Keystone, such as `http://203.0.113.10:5000/v3`; `null` where each site has its own. */
    readonly authUrl: string | null;
    /** Id of Keystone's role `member`, which every site's user gets beside its own; `null`: DevStack tells it. */
    readonly memberRole: string | null;
    /** Site on whose K-Box the tower lives, or `null` for a machine of its own. */
    readonly host: string | null;
    /**
     * What makes Keystone, or `null` when it exists: DevStack on the tower's own machine, or, with a host, the whole
     * region of the host, since one `stack.sh` makes both.
     */
    readonly devStack: DevStackPlan | null;
    /** Who keeps the images: each region its own, or one Glance beside Keystone for all. */
    readonly glance: "separate" | "shared";
    /** Whether external network, router and net3 are protected from deletion. */
    readonly production: boolean;
    /** Address outside of every site that each guest must reach through its own site router. */
    readonly outside: string;
    /** Shared networks in the order of their names; usually net3 alone. */
    readonly sharedNetworks: readonly SharedNetworkDefinition[];
    /** What the tower's stack makes in Tricircle's Central Region, or `null` when its shared networks have driver mesh. */
    readonly central: CentralPlan | null;
    /** Written acceptance that shared networks cross public networks in plaintext, or `null`. */
    readonly acceptPlaintext: AcceptancePlan | null;
    /** Resources that a policy lets pass. */
    readonly exceptions: readonly PolicyExceptionPlan[];
    /** Names of the sites, sorted: each gets a project, a user and a role `k-one-<site>`. */
    readonly sites: readonly string[];
}

/** A tower with a Keystone that all sites share. */
export interface SharedTowerPlan extends TowerPlan {
    readonly cloud: string;
    readonly region: string;
    readonly authUrl: string;
}

/** Whether the tower has a Keystone that all sites share, and with it a stack of its own. */
export function hasKeystone(tower: TowerPlan): tower is SharedTowerPlan {
    return tower.identityMode !== "own";
}

/** A risk taken in writing, until a day. */
export interface AcceptancePlan {
    readonly reason: string;
    /** Last day of it, such as `2027-06-30`. */
    readonly until: string;
}

/** A resource that a policy lets pass. */
export interface PolicyExceptionPlan {
    /** Policy's name. */
    readonly policy: string;
    /** Resource's logical name. */
    readonly resource: string;
    readonly reason: string;
}

/** How to reach a machine over SSH; its host key is always checked. */
export interface SshTarget {
    readonly address: string;
    readonly port: number;
    readonly user: string;
    /** Public host key as in `known_hosts`, without the host: `ssh-ed25519 AAAA…`. */
    readonly hostKey: string;
}

/** First and last address of a range, both usable. */
export interface Pool {
    readonly start: string;
    readonly end: string;
}

/** Everything one site's stack makes, computed from declared config only. */
export interface SitePlan {
    readonly environment: string;
    /** Site's name, such as `gist`. */
    readonly site: string;
    /** Stack's name, such as `lab-gist`. */
    readonly stack: string;
    readonly institution: string;
    /** Keystone region, such as `RegionOne`. */
    readonly region: string;
    /** Nova's availability zone, such as `az1`. */
    readonly availabilityZone: string;
    /** Region of Tricircle's Central Neutron, which makes the site's networks there; `null`: its own Neutron makes them. */
    readonly central: string | null;
    /** Entry in `clouds.yaml`. */
    readonly cloud: string;
    /** URL of the Keystone that knows the site's user: the tower's, or the site's own. */
    readonly authUrl: string;
    readonly kBox: SshTarget;
    readonly external: ExternalNetworkPlan;
    /** Site router's name in Neutron, such as `R1`. */
    readonly router: string;
    readonly tenant: TenantNetworkPlan;
    /** Its ends of shared networks in the order of the networks' names; usually net3's alone. */
    readonly sharedNetworks: readonly SharedNetworkPlan[];
    readonly underlay: UnderlayPlan;
    /** Prefix of the MAC addresses that the site's Neutron gives out, such as `fa:16:3e:01:00:00`. */
    readonly baseMac: string;
    /** CIDRs that may open SSH to the guest from outside. */
    readonly sshFrom: readonly string[];
    /** Declared guest, or `null` when the site has none. */
    readonly guest: GuestPlan | null;
    /** Tower's virtual machine at the site, or `null` when the site has none. */
    readonly controlVm: ControlVmPlan | null;
    /** The K-Cluster's own networks. */
    readonly networks: ClusterNetworksPlan;
    /** The K-Cluster's boxes beside the K-Box that are logged in to, in the order of their names. */
    readonly boxes: readonly BoxPlan[];
    /** Whether the region exists (`adopt`) or is made by DevStack. */
    readonly bootstrap: "adopt" | "devstack";
    /** What makes the region, or `null` when it exists, or when the tower's stack makes it with its Keystone. */
    readonly devStack: DevStackPlan | null;
    /** Compute nodes that DevStack makes of the K-Cluster's k-cube boxes, in the order of their names. */
    readonly computeNodes: readonly DevStackPlan[];
    /** What keeps all that OpenStack settled when it was made, since it was imported. */
    readonly imported: readonly ImportedPart[];
    readonly production: boolean;
}

/** The three networks of a K-Cluster; `null` where it has none of that kind. */
export interface ClusterNetworksPlan {
    /** Power and management (P+M). */
    readonly management: ClusterNetworkPlan | null;
    /** Control (C). */
    readonly control: ClusterNetworkPlan | null;
    /** Data (D). */
    readonly data: ClusterNetworkPlan | null;
}

/** One network of a K-Cluster. */
export interface ClusterNetworkPlan {
    /** Neutron's name for the physical network, such as `mgmt`. */
    readonly physical: string;
    readonly cidr: string;
    /** K-Box's own address on it, or `null` when none is declared. */
    readonly gateway: string | null;
}

/** A box of a K-Cluster. */
export interface BoxPlan {
    readonly name: string;
    readonly role: "k-tower" | "k-cube" | "iot-data-hub";
    /** Address on the management network. */
    readonly address: string;
    /** Login user. */
    readonly user: string;
    /** Public host key as in `known_hosts`, without the host: `ssh-ed25519 AAAA…`. */
    readonly hostKey: string;
    /** Box's network interface on each of the K-Cluster's networks that it is on. */
    readonly interfaces: Readonly<Partial<Record<keyof ClusterNetworksPlan, string>>>;
}

/** A site's way out. */
export interface ExternalNetworkPlan {
    /** Name in Neutron, such as `ext-net1`. */
    readonly network: string;
    /** Neutron's name for the physical network, such as `ext`. */
    readonly physical: string;
    readonly cidr: string;
    readonly gateway: string;
    readonly pool: Pool;
}

/** The network that a site's guests live on. */
export interface TenantNetworkPlan {
    /** Name in Neutron, such as `net1`. */
    readonly network: string;
    readonly cidr: string;
    /** DNS servers announced by DHCP; may be empty. */
    readonly dns: readonly string[];
}

/** What the site's tunnels run over. */
export interface UnderlayPlan {
    /** Address that the tunnels start from; it may differ from the K-Box's. */
    readonly address: string;
    /** Whether others can read along on the way to the other sites. */
    readonly transport: "private" | "public";
    /** Largest IP packet, in bytes. */
    readonly mtu: number;
}

/** A site's declared guest. */
export interface GuestPlan {
    /** Name in Nova, such as `gist-guest`. */
    readonly name: string;
    /** Image's and flavor's names in this region. */
    readonly image: string;
    readonly flavor: string;
    /** Login user of the image. */
    readonly user: string;
    /** Fixed address on the tenant network. */
    readonly tenant: string;
    /** Fixed address on each shared network, by the network's name. */
    readonly shared: Readonly<Record<string, string>>;
}
