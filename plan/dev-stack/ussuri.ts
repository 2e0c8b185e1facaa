import { towerRegionOf } from "../keystone.ts";
import type { CompleteEnvironment } from "../site-plan.ts";
import type { TowerFile } from "../tower-file.ts";
import type { DevStackSource, LocalConf, LocalrcBlock, PostConfig } from "./dev-stack-plan.ts";
import { addresses, block, hypervisor, imagesOf, machine, ownsImages, passwords, sources } from "./localrc.ts";
import { planSwitch } from "./open-v-switch.ts";
import { neutronDefaults, nova } from "./post-config.ts";
import { type SiteGround, towerSettings } from "./site-ground.ts";

/*
 * `local.conf` for Tricircle. Read from openstack/tricircle at 8.0.0 (devstack/settings, devstack/plugin.sh and the samples
 * local.conf.node_1 and node_2) and openstack/devstack at ussuri-eol (stack.sh, lib/keystone, lib/neutron-legacy,
 * lib/neutron_plugins/ml2). It was never stacked: that needs Ubuntu 18.04.
 */

/**
 * Keystone's region where the tower has a machine of its own. The plugin registers Central Neutron in the Central Region and
 * finds what stands there already, so that the Neutron beside it, which it starts first, needs another one.
 */
export const towerRegion = "TowerRegion";

/** Names of all sites' physical networks, sorted: Central Neutron must know each of them. */
export function physicalNetworksOf({ sites }: CompleteEnvironment): readonly string[] {
    const names = sites.flatMap(({ file: { external, networks } }) => [
        external.physical,
        ...Object.values(networks).flatMap((network) => (network === null ? [] : [network.physical])),
    ]);
    return [...new Set(names)].sort();
}

/** `local.conf` of a machine with Keystone and Central Neutron alone. */
export function centralConf(
    tower: TowerFile,
    address: string,
    source: DevStackSource,
    physical: readonly string[],
): LocalConf {
    const glance = tower.glance === "shared" ? ["g-api"] : [];
    const services = ["key", "mysql", "rabbit", "q-svc", ...glance];
    const localrc = [
        machine(address, towerRegion),
        passwords(["admin", "database", "rabbit", "service", "serviceToken"]),
        sources(source),
        size,
        // The plugin starts Central Neutron only where there is a Neutron beside it.
        block("Keystone, and the Neutron that Tricircle makes the central one beside", {
            ENABLED_SERVICES: services.join(","),
        }),
        imagesOf(glance.length > 0 ? towerSettings(tower).images : []),
        block("Networks are made by the stacks", { NEUTRON_CREATE_INITIAL_NETWORKS: "False" }),
        block("Segments: Central Neutron gives them out for all regions", segments(physical)),
        tricircle(towerRegionOf(tower), source, true),
    ];
    return { localrc, postConfig: [] };
}

/** `local.conf` of a region; the host's has Keystone and Central Neutron, too. */
export function tricircleConf(
    ground: SiteGround,
    source: DevStackSource,
    physical: readonly string[],
    keystoneRegion: string,
): LocalConf {
    const { file, settings, tower } = ground;
    const localrc = [
        machine(file.kBox.address, file.region),
        passwords(["admin", "database", "rabbit", "service", "serviceToken"]),
        sources(source),
        ...(ground.hosts ? [] : [remoteKeystone(ground, keystoneRegion)]),
        size,
        servicesOf(ground),
        hypervisor(settings.virt),
        imagesOf(ownsImages(ground) ? settings.images : []),
        addresses(ground),
        block("Segments: the same in every region, since Central Neutron gives them out", segments(physical)),
        agents(ground),
        tricircle(towerRegionOf(tower), source, ground.hosts),
    ];
    return { localrc, postConfig: [layer2(ground), ...services(ground)] };
}

/** Both decide here: without KEYSTONE_AUTH_HOST a region installs a Keystone of its own. */
function remoteKeystone({ file, keystone }: SiteGround, region: string): LocalrcBlock {
    return block("The tower's Keystone; key stays among the services, so that they are registered there", {
        SERVICE_HOST: file.kBox.address,
        KEYSTONE_SERVICE_HOST: keystone,
        KEYSTONE_AUTH_HOST: keystone,
        KEYSTONE_REGION_NAME: region,
    });
}

const size = block("A small cluster: few processes", { API_WORKERS: "1", CELLSV2_SETUP: "singleconductor" });

function servicesOf(ground: SiteGround): LocalrcBlock {
    const names = [
        ...["key", "mysql", "rabbit", "placement-api", "placement-client"],
        ...["n-api", "n-api-meta", "n-cond", "n-sch", "n-cpu"],
        ...["q-svc", "q-agt", "q-dhcp", "q-l3", "q-meta"],
        ...(ownsImages(ground) ? ["g-api"] : []),
    ];
    return block("Services: a region with Open vSwitch's agents, since Tricircle knows nothing of OVN", {
        ENABLED_SERVICES: names.join(","),
    });
}

/**
 * What Central Neutron takes segments from; a shared network's own VNI is named when it is made and needs no range. VLANs must
 * be named: without them the plugin puts ranges and bridges of its own in place of all three. They have no range, for nobody
 * trunks VLANs between sites.
 */
function segments(physical: readonly string[]): Readonly<Record<string, string>> {
    return {
        Q_ML2_PLUGIN_VLAN_TYPE_OPTIONS: `network_vlan_ranges=${physical.join(",")}`,
        Q_ML2_PLUGIN_VXLAN_TYPE_OPTIONS: "vni_ranges=60001:60100",
        Q_ML2_PLUGIN_FLAT_TYPE_OPTIONS: `flat_networks=${physical.join(",")}`,
        Q_ML2_PLUGIN_MECHANISM_DRIVERS: "openvswitch,l2population",
        ML2_L3_PLUGIN: "tricircle.network.local_l3_plugin.TricircleL3Plugin",
    };
}

function agents(ground: SiteGround): LocalrcBlock {
    const { external, vtep } = ground.file;
    return block("Physical networks, and the address that tunnels to the other regions start from", {
        Q_AGENT: "openvswitch",
        PHYSICAL_NETWORK: external.physical,
        PUBLIC_PHYSICAL_NETWORK: external.physical,
        OVS_BRIDGE_MAPPINGS: planSwitch(ground).bridgeMappings,
        OVS_DATAPATH_TYPE: ground.settings.datapath,
        TUNNEL_ENDPOINT_IP: vtep.address,
    });
}

/** After the options that the plugin reads; Admin API, XJob and Central Neutron run on one machine of the environment. */
function tricircle(central: string, { gitBase, services }: DevStackSource, starts: boolean): LocalrcBlock {
    const settings = { CENTRAL_REGION_NAME: central, TRICIRCLE_START_SERVICES: starts ? "True" : "False" };
    return {
        ...block("Tricircle; Central Neutron and its services are at the tower alone", settings),
        commands: [`enable_plugin tricircle ${gitBase}/openstack/tricircle ${services.tricircle}`],
    };
}

/**
 * Only the agents' part has no variable. The port is the Open vSwitch agent's `vxlan_udp_port`; `udp_dstport` would be the
 * Linux bridge agent's.
 */
function layer2({ file: { vtep } }: SiteGround): PostConfig {
    const agent = [
        ["tunnel_types", "vxlan"],
        ["l2_population", "True"],
        ["vxlan_udp_port", "4789"],
    ] as const;
    return {
        comment: "Tunnels between all regions' agents, which learn of each other's ports from Neutron",
        file: "/$Q_PLUGIN_CONF_FILE",
        sections: [
            { name: "ml2", values: [["path_mtu", String(vtep.mtu)]] },
            { name: "agent", values: agent },
        ],
    };
}

function services(ground: SiteGround): PostConfig[] {
    return [
        {
            comment: "MAC addresses of this region alone, and the underlay's packets",
            file: "$NEUTRON_CONF",
            sections: [neutronDefaults(ground)],
        },
        { comment: "This region's availability zone, and its images", file: "$NOVA_CONF", sections: nova(ground) },
        { comment: "The same for the hypervisor", file: "$NOVA_CPU_CONF", sections: nova(ground) },
    ];
}
