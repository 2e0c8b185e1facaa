import type { Pool } from "./environment-plan.ts";

/** A shared network as the tower defines it. */
export interface SharedNetworkDefinition {
    /** Name in Neutron, of the physical network and in file names, such as `net3`. */
    readonly name: string;
    /** How it is realised; the same for all shared networks of an environment. */
    readonly driver: "mesh" | "tricircle";
    readonly cidr: string;
    /** VXLAN Network Identifier (RFC 7348), 24 bits. */
    readonly vni: number;
    /** Largest IP packet on the network, in bytes. */
    readonly mtu: number;
    /** What hides the network's packets on their way between sites. */
    readonly encryption: "none" | "wireguard";
}

/** A site's own end of a shared network. */
export interface SharedNetworkPlan extends SharedNetworkDefinition {
    /** This site's share of the subnet. */
    readonly pool: Pool;
    readonly vtep: VtepPlan;
    /** One entry per declared guest of every other site, in the order of the sites' names. */
    readonly routes: readonly GuestRoute[];
}

/** A site's ends that its own stack makes on its K-Box: with Tricircle, Neutron's agents make them. */
export function ownEnds({ sharedNetworks }: { readonly sharedNetworks: readonly SharedNetworkPlan[] }) {
    return sharedNetworks.filter(({ driver }) => driver === "mesh");
}

/** What joins a K-Box's guests to their networks: Open vSwitch, or the kernel's bridges with Neutron's agent for them. */
export type SwitchKind = "openvswitch" | "linuxbridge";

/** A K-Box's VXLAN tunnel end point for one shared network. */
export interface VtepPlan {
    /** Underlay address that the tunnel starts from. */
    readonly address: string;
    /** Largest IP packet of the underlay, in bytes. */
    readonly mtu: number;
    /** Kernel's name of the VXLAN device, such as `vx70003`, or `vxlan-70003` of Neutron's agent; at most 15 characters. */
    readonly device: string;
    /**
     * Bridge that joins the device to Neutron's physical network, such as `br-net3`; `brq…` where Neutron's id of the
     * network gives it its name.
     */
    readonly bridge: string;
    /** What switches the K-Box's guests. */
    readonly switch: SwitchKind;
    /** The other sites' end points, in the order of the sites' names. */
    readonly peers: readonly VtepPeer[];
}

/** Another site's end of a tunnel. */
export interface VtepPeer {
    readonly site: string;
    readonly address: string;
}

/** How a guest of another site is reached at its tenant address: over the shared network. */
export interface GuestRoute {
    readonly site: string;
    /** Other guest's tenant address as a host route, such as `10.2.0.10/32`. */
    readonly destination: string;
    /** Other guest's address on the shared network. */
    readonly nextHop: string;
}
