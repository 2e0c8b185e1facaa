import type { TowerDevStackFile } from "./dev-stack/dev-stack-file.ts";
import type { KBoxFile } from "./site-file.ts";

/** What is common to all sites, under `k-one:tower` of the tower's stack file, defaults filled in. */
export interface TowerFile {
    /**
     * Entry in `clouds.yaml` with rights in the tower's Keystone.
     * @default null: with identity `own` there is none
     */
    readonly cloud: string | null;
    /**
     * Keystone region of the tower's own endpoints, such as `CentralRegion`.
     * @default null: with identity `own` there are none
     */
    readonly region: string | null;
    readonly identity: IdentityFile;
    /**
     * Site on whose K-Box the tower lives; `null` is a machine of its own.
     * @default null
     */
    readonly host: string | null;
    /**
     * Tower's own machine, where DevStack makes Keystone.
     * @default null
     */
    readonly box: KBoxFile | null;
    /**
     * Whether Keystone exists (or comes with the host's region) or is made by DevStack on the tower's own machine.
     * @default "adopt"
     */
    readonly bootstrap: "adopt" | "devstack";
    /**
     * What DevStack makes Keystone of.
     * @default - DevStack's usual settings
     */
    readonly devstack: TowerDevStackFile | null;
    /**
     * Who keeps the images: `separate`: each site; `shared`: one Glance beside Keystone.
     * @default "separate"
     */
    readonly glance: "separate" | "shared" | "shared-distributed" | "distributed";
    /**
     * Whether external network, router and shared networks are protected from deletion.
     * @default false
     */
    readonly production: boolean;
    /** Address outside of every site that each guest must reach through its own site router. */
    readonly outside: string;
    /**
     * DNS servers that DHCP announces on every site's tenant network.
     * @default []
     */
    readonly dns: readonly string[];
    /** Image, flavor and login user of every site's guest. */
    readonly guest: GuestKind;
    /** Shared networks by name, one for each tenant that needs one. */
    readonly sharedNetworks: Readonly<Record<string, SharedNetworkFile>>;
    /**
     * Written acceptance that shared networks cross public networks in plaintext.
     * @default null
     */
    readonly acceptPlaintext: Acceptance | null;
    /**
     * Exceptions from the policy pack.
     * @default []
     */
    readonly exceptions: readonly PolicyException[];
}

/** Who knows the users. */
export interface IdentityFile {
    /**
     * `shared`: the tower's Keystone serves all sites; `own`: each site has one of its own.
     * @default "shared"
     */
    readonly mode: "shared" | "own" | "federated";
    /**
     * URL of the tower's Keystone, such as `http://203.0.113.10:5000/v3`.
     * @default null: with mode `own` each site's file has its own
     */
    readonly authUrl: string | null;
    /**
     * Id of Keystone's role `member`; `null` where DevStack makes Keystone, which gives it one.
     * @default null
     */
    readonly memberRole: string | null;
}

/** Image, flavor and login user, by their names in every region. */
export interface GuestKind {
    readonly image: string;
    readonly flavor: string;
    readonly user: string;
}

/** One L2 segment with one subnet over several sites. */
export interface SharedNetworkFile {
    /**
     * How the network is realised.
     * @default "mesh"
     */
    readonly driver: "mesh" | "tricircle";
    readonly cidr: string;
    /** VXLAN Network Identifier, 24 bits. */
    readonly vni: number;
    /** Largest IP packet on the network, in bytes. */
    readonly mtu: number;
    /**
     * What hides the network's packets on their way between sites.
     * @default "none"
     */
    readonly encryption: "none" | "wireguard";
}

/** A risk taken in writing, until a day. */
export interface Acceptance {
    readonly reason: string;
    /** Last day of it, such as `2027-06-30`. */
    readonly until: string;
}

/** A resource that a policy lets pass. */
export interface PolicyException {
    /** Policy's name. */
    readonly policy: string;
    /** Resource's logical name. */
    readonly resource: string;
    readonly reason: string;
}
