import { formatAddress, parseBlock } from "../cidr.ts";
import type { SiteFile } from "../site-file.ts";
import type { TowerFile } from "../tower-file.ts";
import type { DevStackSource, LocalrcBlock, LocalrcSetting } from "./dev-stack-plan.ts";
import { physicalNetworks, planSwitch } from "./open-v-switch.ts";
import type { SiteGround } from "./site-ground.ts";

/** Services of a region without Keystone's. The four of Neutron's are named since DevStack doesn't stop what isn't. */
const regionServices = [
    ...["key", "mysql", "rabbit", "placement-api", "placement-client"],
    ...["n-api", "n-api-meta", "n-cond", "n-sch", "n-cpu"],
    ...["ovn-controller", "ovn-northd", "ovs-vswitchd", "ovsdb-server", "q-svc", "q-ovn-agent"],
    ...["neutron-api", "neutron-rpc-server", "neutron-periodic-workers", "neutron-ovn-maintenance-worker"],
];

/** Keeps one client running in place of starting it for each of a few hundred calls, which saves minutes. */
const clientServer = "openstack-cli-server";

const nodeServices = ["n-cpu", "placement-client", "ovn-controller", "ovs-vswitchd", "ovsdb-server", "q-ovn-agent"];

/** Variables of a machine that holds Keystone alone, and with `glance: shared` everybody's images. */
export function towerVariables(
    { glance: mode }: TowerFile,
    region: string,
    address: string,
    source: DevStackSource,
    images: readonly string[],
) {
    const glance = mode === "shared" ? ["g-api"] : [];
    return [
        machine(address, region),
        passwords(["admin", "database", "service", "serviceToken"]),
        sources(source),
        size(),
        block("Keystone alone: what runs guests is at the sites", {
            ENABLED_SERVICES: ["key", "mysql", ...glance, clientServer].join(","),
        }),
        imagesOf(glance.length > 0 ? images : []),
    ];
}

/** Variables of a whole region. */
export function regionVariables(ground: SiteGround, source: DevStackSource): LocalrcBlock[] {
    const { file, settings } = ground;
    return [
        machine(file.kBox.address, file.region),
        passwords(["admin", "database", "rabbit", "service", "serviceToken"]),
        sources(source),
        ...(ground.hosts ? [] : [sharedKeystone(ground)]),
        size(),
        servicesOf(ground),
        hypervisor(settings.virt),
        openFiles(),
        imagesOf(ownsImages(ground) ? settings.images : []),
        addresses(ground),
        wiring(ground),
        ...tunnelsToNodes(ground.file),
    ];
}

/** Variables of a compute node: its region's K-Box has everything else. */
export function nodeVariables(ground: SiteGround, address: string, dataCard: string | null, source: DevStackSource) {
    const { kBox, region } = ground.file;
    return [
        machine(address, region),
        passwords(["admin", "database", "rabbit", "service", "serviceToken"]),
        sources(source),
        block("The region's K-Box", {
            SERVICE_HOST: kBox.address,
            MYSQL_HOST: kBox.address,
            RABBIT_HOST: kBox.address,
            KEYSTONE_SERVICE_HOST: ground.keystone,
            DATABASE_TYPE: "mysql",
        }),
        size(),
        block("A compute node runs guests and nothing else", { ENABLED_SERVICES: nodeServices.join(",") }),
        hypervisor(ground.settings.virt),
        openFiles(),
        {
            ...block("The way out is at the K-Box", { ENABLE_CHASSIS_AS_GW: "False", ...datapath(ground) }),
            commands: tunnelOver(dataEnd(ground.file) === null ? null : dataCard),
        },
    ];
}

/** DevStack's own limit of 2048 keeps haproxy from starting, which hands guests their SSH keys and wants 2065 files. */
function openFiles(): LocalrcBlock {
    return block("How many files a service may open", { ULIMIT_NOFILE: "65536" });
}

/** Whether this region's Glance keeps images. */
export function ownsImages({ imageRegion, file }: SiteGround): boolean {
    return imageRegion === file.region;
}

/** Whether other regions' guests boot from images of this region's Glance. */
export function sharesImages({ hosts, tower }: SiteGround): boolean {
    return hosts && tower.glance === "shared";
}

/** Variables with what they are for. */
export function block(comment: string, values: Readonly<Record<string, string>>): LocalrcBlock {
    const settings = Object.entries(values).map(([name, value]): LocalrcSetting => ({ name, value }));
    return { comment, settings, commands: [] };
}

/** Variables of any machine: where it is, and where DevStack writes its log. */
export function machine(address: string, region: string): LocalrcBlock {
    return block("This machine and its region", {
        HOST_IP: address,
        REGION_NAME: region,
        IP_VERSION: "4",
        SERVICE_IP_VERSION: "4",
        LOGFILE: "/opt/stack/logs/stack.sh.log",
        LOG_COLOR: "False",
    });
}

const passwordNames = {
    admin: "ADMIN_PASSWORD",
    database: "DATABASE_PASSWORD",
    rabbit: "RABBIT_PASSWORD",
    service: "SERVICE_PASSWORD",
    serviceToken: "SERVICE_TOKEN",
} as const;

/** DevStack asks at a terminal for each that it needs and lacks. */
export function passwords(secrets: readonly (keyof typeof passwordNames)[]): LocalrcBlock {
    const settings = secrets.map((secret) => ({ name: passwordNames[secret], value: { secret } }));
    return { comment: "Secrets", settings, commands: [] };
}

/** Each service's pinned state. */
export function sources({ gitBase, services }: DevStackSource): LocalrcBlock {
    const refs = Object.entries(services).sort(([a], [b]) => (a < b ? -1 : 1));
    return block("Each service at a pinned state; requirements decides on every library's version", {
        GIT_BASE: gitBase,
        ...Object.fromEntries(refs.map(([name, ref]) => [`${name.toUpperCase()}_BRANCH`, ref])),
    });
}

/** With `key` among its services DevStack registers itself in a Keystone elsewhere, and starts none. */
function sharedKeystone({ keystone }: SiteGround): LocalrcBlock {
    return block("The tower's Keystone; key stays among the services, so that they are registered there", {
        KEYSTONE_SERVICE_HOST: keystone,
    });
}

/** Glance's quotas would write the endpoints of all regions into one setting. */
function size(): LocalrcBlock {
    return block("A small cluster: few processes, no page sharing, no quotas of images", {
        API_WORKERS: "1",
        CELLSV2_SETUP: "singleconductor",
        MYSQL_REDUCE_MEMORY: "True",
        MYSQL_GATHER_PERFORMANCE: "False",
        ENABLE_KSM: "False",
        ENABLE_KSMTUNED: "False",
        GLANCE_ENABLE_QUOTAS: "False",
    });
}

function servicesOf(ground: SiteGround): LocalrcBlock {
    const glance = ownsImages(ground) ? ["g-api"] : [];
    const without = ownsImages(ground) ? "" : ", without Glance since another region's keeps the images";
    return block(
        `Services: a region with OVN${without}; Neutron's are all named, or unstack.sh would leave four running`,
        {
            ENABLED_SERVICES: [...regionServices, ...glance, clientServer].join(","),
        },
    );
}

/** Variables of what runs guests. */
export function hypervisor(virt: "kvm" | "qemu"): LocalrcBlock {
    return block("Guests", { VIRT_DRIVER: "libvirt", LIBVIRT_TYPE: virt, NOVA_VNC_ENABLED: "False" });
}

/** Images that DevStack uploads, by their URLs. */
export function imagesOf(images: readonly string[]): LocalrcBlock {
    return block("Images", { DOWNLOAD_DEFAULT_IMAGES: "False", IMAGE_URLS: images.join(",") });
}

/** Networks are the site's stack's to make. The ranges stand here for what of DevStack reads them all the same. */
export function addresses({ file, settings }: SiteGround): LocalrcBlock {
    const card = settings.interfaces.external;
    return block("Addresses; the networks themselves are made by the site's stack", {
        NEUTRON_CREATE_INITIAL_NETWORKS: "False",
        FLOATING_RANGE: file.external.cidr,
        PUBLIC_NETWORK_GATEWAY: file.external.gateway,
        FIXED_RANGE: file.tenant.cidr,
        FIXED_NETWORK_SIZE: String(2 ** (32 - Number(file.tenant.cidr.split("/")[1]))),
        NETWORK_GATEWAY: formatAddress((parseBlock(file.tenant.cidr)?.first ?? 0) + 1),
        USE_SUBNETPOOL: "False",
        ...(card === null ? {} : { PUBLIC_INTERFACE: card }),
    });
}

function wiring(ground: SiteGround): LocalrcBlock {
    const { physical } = ground.file.external;
    return block("Physical networks: the site's way out, its K-Cluster's networks and its ends of shared ones", {
        PHYSICAL_NETWORK: physical,
        PUBLIC_PHYSICAL_NETWORK: physical,
        Q_ML2_PLUGIN_FLAT_TYPE_OPTIONS: `flat_networks=${physicalNetworks(ground).join(",")}`,
        OVN_BRIDGE_MAPPINGS: planSwitch(ground).bridgeMappings,
        ...datapath(ground),
    });
}

function datapath({ settings }: SiteGround): Readonly<Record<string, string>> {
    return { OVS_DATAPATH_TYPE: settings.datapath };
}

/** K-Box's address on the data network where all tunnels to compute nodes cross that; else they end at `HOST_IP`. */
function dataEnd({ networks, boxes }: SiteFile): string | null {
    const nodes = boxes.filter(({ role }) => role === "k-cube");
    const all = nodes.length > 0 && nodes.every(({ interfaces }) => interfaces.data !== undefined);
    return all ? (networks.data?.gateway ?? null) : null;
}

function tunnelsToNodes(file: SiteFile): LocalrcBlock[] {
    const end = dataEnd(file);
    if (end === null) return [];
    return [block("Tenant networks reach compute nodes over the data network", { TUNNEL_ENDPOINT_IP: end })];
}

/** The card has its address from somebody else. */
function tunnelOver(card: string | null): string[] {
    if (card === null) return [];
    return [`TUNNEL_ENDPOINT_IP=$(ip -4 -brief address show dev ${card} | awk '{ print $3 }' | cut -d/ -f1)`];
}
