import type { SshTarget } from "../environment-plan.ts";

/** What DevStack makes of one machine, computed from declared config only; secrets stand in it by their names. */
export interface DevStackPlan {
    /** Owner's name, such as `gist`, `tower` or a compute node's `gist-cube1`. */
    readonly name: string;
    /** Machine that it runs on. */
    readonly machine: SshTarget;
    /** K-Box through which the machine is reached, or `null` when it is reached directly. */
    readonly jump: SshTarget | null;
    /**
     * `tower`: Keystone alone; `first region`: a whole region with Keystone; `region`: one that uses a Keystone elsewhere;
     * `compute`: a node of a region that is there.
     */
    readonly role: "tower" | "first region" | "region" | "compute";
    /** Keystone region, such as `RegionOne`. */
    readonly region: string;
    /** OpenStack's release. */
    readonly release: DevStackRelease;
    readonly source: DevStackSource;
    /** Systems that the release runs on: anything else is refused before a change. */
    readonly systems: readonly OperatingSystem[];
    readonly identity: DevStackIdentity;
    readonly localConf: LocalConf;
    readonly openVSwitch: OpenVSwitchPlan;
    readonly gate: RegionGate | null;
    readonly mirrors: DevStackMirrors;
    /** After destroy: `stop` leaves software and data on the machine, `remove` brings it back to the state found. */
    readonly onDestroy: "stop" | "remove";
    /** Whether a run after the first asks no package mirror and no git server. */
    readonly offline: boolean;
    /** Longest time that `stack.sh` may take, in minutes. */
    readonly timeout: number;
    /** K-Box that counts a compute node in when it is stacked; `null` for the other roles. */
    readonly controller: SshTarget | null;
    /**
     * Name of the project, the user and the role that the site gets in a Keystone of its own, such as `k-one-gist`.
     * @default - none: the tower's stack makes them in its Keystone
     */
    readonly siteUser?: string;
}

/** OpenStack's releases that are known: `ussuri` is for the tricircle driver only. */
export type DevStackRelease = "2025.2" | "ussuri";

/** Where DevStack and the services come from, each at a pinned state. */
export interface DevStackSource {
    /** URL before `/openstack/<repository>`, such as `https://opendev.org`, without a slash at its end. */
    readonly gitBase: string;
    /** Commit or tag of `openstack/devstack`. */
    readonly ref: string;
    /** Branch that the ref is on, such as `stable/2025.2`. */
    readonly branch: string;
    /** Commit, tag or branch by repository, such as `nova`; `requirements` holds the upper constraints. */
    readonly services: Readonly<Record<string, string>>;
}

/** A system as `/etc/os-release` names it, such as `debian` and `12`. */
export interface OperatingSystem {
    readonly id: string;
    readonly version: string;
    /** As it is told to people, such as `Debian 12`. */
    readonly name: string;
}

/** Keystone as DevStack sees it. */
export interface DevStackIdentity {
    /** URL with its version, such as `http://203.0.113.10/identity/v3`. */
    readonly authUrl: string;
    /**
     * Regions that need an identity endpoint beside the one that DevStack makes: for a `region` its own, before `stack.sh`;
     * for the others after it. Empty for a compute node.
     */
    readonly regions: readonly string[];
    /** URL of another region's Glance that this region shares: its own image endpoint leads there; `null`: its own. */
    readonly image: string | null;
}

/** Open vSwitch of the machine, brought there before `stack.sh`: DevStack makes neither the bridges nor their mapping. */
export interface OpenVSwitchPlan {
    /** `system`: the kernel's module; `netdev`: user space, where there is no module. */
    readonly datapath: "system" | "netdev";
    /** Bridges in the order of their names. */
    readonly bridges: readonly OvsBridgePlan[];
    /** OVN's `ovn-bridge-mappings`, such as `ext:br-ex,net3:br-net3`; empty on a tower. */
    readonly bridgeMappings: string;
}

/** An Open vSwitch bridge that one of Neutron's physical networks is mapped to. */
export interface OvsBridgePlan {
    readonly name: string;
    /** Neutron's name for the physical network. */
    readonly physical: string;
    /** Network card that is in it, or `null`: the K-Box itself is the network's gateway, or a tunnel's device comes later. */
    readonly interface: string | null;
    /** Address with prefix that the K-Box has on it, such as `192.168.101.1/24`, or `null`. */
    readonly address: string | null;
    /** Whether the machine lets packets of this network out under its own address. */
    readonly masquerade: boolean;
}

/** Who may use a region, and what its site's own user may do in it. */
export interface RegionGate {
    /** Keystone's role of the site, such as `k-one-gist`. */
    readonly siteRole: string;
    /**
     * Whether every site's user may use this region's Glance, which keeps the images of all regions.
     * @default false
     */
    readonly sharesImages?: boolean;
}

/** Where packages come from. */
export interface DevStackMirrors {
    /** URL for apt in place of the distribution's own, or `null`. */
    readonly apt: string | null;
    /** Index for pip, or `null`: PyPI. */
    readonly pip: string | null;
    /** URL of an HTTP proxy for apt, pip and git, or `null`. */
    readonly proxy: string | null;
    /** Hosts and addresses that are reached without the proxy, sorted. */
    readonly noProxy: readonly string[];
}

/** Secrets that `local.conf` holds; in a plan they stand by these names. */
export interface DevStackSecrets {
    /** Password of Keystone's user `admin`. */
    readonly admin: string;
    readonly database: string;
    readonly rabbit: string;
    /** Password of the services' users; regions of one Keystone share it. */
    readonly service: string;
    /** Older releases' shared token. */
    readonly serviceToken: string;
}

/** DevStack's `local.conf`, block by block in the order of its sections. */
export interface LocalConf {
    /** Variables of `[[local|localrc]]`. */
    readonly localrc: readonly LocalrcBlock[];
    /** Sections `[[post-config|file]]`, one a file. */
    readonly postConfig: readonly PostConfig[];
}

/** Variables that belong together. */
export interface LocalrcBlock {
    /** What they are for, in a line. */
    readonly comment: string;
    readonly settings: readonly LocalrcSetting[];
    /** Lines that are no variables, such as `enable_plugin …`. */
    readonly commands: readonly string[];
}

/** One variable: a value, or the name of a secret. */
export interface LocalrcSetting {
    readonly name: string;
    readonly value: string | { readonly secret: keyof DevStackSecrets };
}

/** What DevStack adds to a service's config file after it has written it. */
export interface PostConfig {
    readonly comment: string;
    /** File as DevStack names it, such as `$NOVA_CONF` or `/$Q_PLUGIN_CONF_FILE`. */
    readonly file: string;
    /** Values by section and key, in this order. */
    readonly sections: readonly IniSection[];
}

/** A section of an INI file. */
export interface IniSection {
    readonly name: string;
    readonly values: readonly (readonly [key: string, value: string])[];
}
