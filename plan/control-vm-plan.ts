import type { Pool } from "./environment-plan.ts";

/** The tower's virtual machine at a site: it manages that site's K-Cluster, and reaches nothing else. */
export interface ControlVmPlan {
    /** Name in Nova, such as `gist-control-vm`. */
    readonly name: string;
    /** Image's and flavor's names in this region. */
    readonly image: string;
    readonly flavor: string;
    /** Login user of the image. */
    readonly user: string;
    /** One for each of the K-Cluster's networks that it is on, the management network first. */
    readonly nics: readonly ControlNicPlan[];
    /** The only address that may open SSH to it, as a block: the K-Box's on the management network, the operator's jump host. */
    readonly sshFrom: string;
    /** Everything that it may reach. */
    readonly reach: readonly Destination[];
}

/** A control VM's card on one of the K-Cluster's networks. */
export interface ControlNicPlan {
    /** Which of the K-Cluster's networks it is. */
    readonly kind: "management" | "control";
    /** Network's name in Neutron, such as `gist-management`. */
    readonly network: string;
    /** Neutron's name for the physical network, such as `mgmt`. */
    readonly physical: string;
    readonly cidr: string;
    /** K-Box's address, the way out; `null` on a network that leads nowhere else. */
    readonly gateway: string | null;
    /** Addresses that Neutron may use. */
    readonly pool: Pool;
    readonly address: string;
}

/** Somewhere that packets may go to. */
export interface Destination {
    /** What it is, in a word: `management`, `compute`, `identity`. */
    readonly name: string;
    readonly cidr: string;
    /** What goes there, or `null` for everything. */
    readonly protocol: "tcp" | "udp" | null;
    /** The one port, or `null` where the protocol is. */
    readonly port: number | null;
}
