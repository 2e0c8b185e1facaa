import type { SiteDevStackFile } from "./dev-stack/dev-stack-file.ts";
import type { SwitchKind } from "./environment-plan.ts";

/** What a site says about itself under `k-one:site` of its stack file, defaults filled in. */
export interface SiteFile {
    /** Institution that runs the site, in full. */
    readonly institution: string;
    /** Keystone region, such as `RegionOne`; no other site may have it. */
    readonly region: string;
    /** Nova's availability zone, such as `az1`; no other site may have it. */
    readonly availabilityZone: string;
    /** Entry in `clouds.yaml` with this site's own credential. */
    readonly cloud: string;
    /**
     * The site's own Keystone, where each site has one.
     * @default null: the tower's
     */
    readonly identity: SiteIdentityFile | null;
    readonly kBox: KBoxFile;
    readonly external: ExternalNetworkFile;
    /** Site router's name in Neutron, such as `R1`. */
    readonly router: string;
    readonly tenant: TenantNetworkFile;
    /** This site's part of each shared network, by the network's name. */
    readonly shared: Readonly<Record<string, SharedNetworkShare>>;
    readonly vtep: VtepFile;
    /** Prefix of the MAC addresses that this site's Neutron gives out; no other site may have it. */
    readonly baseMac: string;
    /**
     * Who may reach the guest from outside.
     * @default - nobody
     */
    readonly access: AccessFile;
    /**
     * The K-Cluster's own networks.
     * @default - none
     */
    readonly networks: ClusterNetworksFile;
    /**
     * The K-Cluster's boxes beside the K-Box.
     * @default []
     */
    readonly boxes: readonly BoxFile[];
    /**
     * The tower's virtual machine at this site, by its addresses on the K-Cluster's networks.
     * @default null
     */
    readonly controlVm: ControlVmFile | null;
    /**
     * The site's guest, declared so that the other sites can route to it.
     * @default null
     */
    readonly guest: GuestFile | null;
    /**
     * Whether the region exists (`adopt`) or is made by DevStack.
     * @default "adopt"
     */
    readonly bootstrap: "adopt" | "devstack";
    /**
     * What DevStack makes the region of.
     * @default - DevStack's usual settings
     */
    readonly devstack: SiteDevStackFile | null;
    /**
     * What was made by somebody else and imported: all that OpenStack settles for good when it makes such an object stays
     * as it was then. Taking a part out of the list has it made anew.
     * @default []
     */
    readonly imported: readonly ImportedPart[];
}

/** A part of a site that can be taken over although it was made in another way. */
export type ImportedPart = "external" | "guest";

/** A site's own Keystone. */
export interface SiteIdentityFile {
    /** Its URL, such as `http://203.0.113.11:5000/v3`. */
    readonly authUrl: string;
}

/** How the K-Box is reached over SSH. */
export interface KBoxFile {
    readonly address: string;
    /** @default 22 */
    readonly port: number;
    /** @default "root" */
    readonly user: string;
    /** Public host key: `ssh-ed25519 AAAA…`. */
    readonly hostKey: string;
}

/** The site's way out. */
export interface ExternalNetworkFile {
    /** Name in Neutron, such as `ext-net1`. */
    readonly network: string;
    /**
     * Neutron's name for the physical network.
     * @default "ext"
     */
    readonly physical: string;
    readonly cidr: string;
    /** Router of the institution, inside the CIDR and outside the pool. */
    readonly gateway: string;
    /** First and last address for the site router and floating IPs. */
    readonly pool: string;
}

/** The network that guests of this site live on. */
export interface TenantNetworkFile {
    /** Name in Neutron, such as `net1`. */
    readonly network: string;
    readonly cidr: string;
}

/** A site's part of a shared network. */
export interface SharedNetworkShare {
    /** First and last address that this site's DHCP gives out. */
    readonly pool: string;
}

/** The site's end of the tunnels between sites. */
export interface VtepFile {
    /** Underlay address; it may differ from the K-Box's. */
    readonly address: string;
    /** Whether others can read along on the way to the other sites. */
    readonly transport: "private" | "public";
    /** Largest IP packet of the underlay, in bytes. */
    readonly mtu: number;
    /**
     * What Neutron switches the K-Box's guests with; OVN counts as Open vSwitch.
     * @default "openvswitch"
     */
    readonly switch: SwitchKind;
}

/** Who may reach the guest from outside. */
export interface AccessFile {
    /**
     * CIDRs that may open SSH.
     * @default []
     */
    readonly sshFrom: readonly string[];
}

/** The three networks of a K-Cluster. */
export interface ClusterNetworksFile {
    /**
     * Power and management (P+M).
     * @default null
     */
    readonly management: ClusterNetworkFile | null;
    /** @default null */
    readonly control: ClusterNetworkFile | null;
    /** @default null */
    readonly data: ClusterNetworkFile | null;
}

/** One network of a K-Cluster. */
export interface ClusterNetworkFile {
    /** Neutron's name for the physical network, such as `mgmt`. */
    readonly physical: string;
    readonly cidr: string;
    /**
     * K-Box's address on the network, which is the control VM's way to the region's APIs and to Keystone.
     * @default null
     */
    readonly gateway: string | null;
    /**
     * First and last address that Neutron may use: one for OVN's metadata port, the others for the control VM.
     * @default null
     */
    readonly pool: string | null;
}

/** Control VM's addresses. */
export interface ControlVmFile {
    readonly management: string;
    /** @default null */
    readonly control: string | null;
}

/** A box of the K-Cluster. */
export interface BoxFile {
    readonly name: string;
    /** `k-fabric`: a switch, which stands here for people alone: nobody logs in to it, and nothing is set on it. */
    readonly role: "k-tower" | "k-cube" | "k-fabric" | "iot-data-hub";
    /** Address on the management network. */
    readonly address: string;
    /** @default "root" */
    readonly user: string;
    /**
     * Who is logged in to needs it.
     * @default null
     */
    readonly hostKey: string | null;
    /**
     * Network interface on each of the K-Cluster's networks, by the network's name.
     * @default {}
     */
    readonly interfaces: Readonly<Partial<Record<"management" | "control" | "data", string>>>;
}

/** A guest's fixed addresses: `tenant`, and one for each shared network it joins. */
export interface GuestFile {
    readonly tenant: string;
    readonly [sharedNetwork: string]: string;
}
