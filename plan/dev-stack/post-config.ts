import type { TowerFile } from "../tower-file.ts";
import type { IniSection, PostConfig } from "./dev-stack-plan.ts";
import type { SiteGround } from "./site-ground.ts";

/**
 * Half of it passes before a guest asks again, and learns of a route to another site's guest that is new: OVN's own
 * default is 12 hours.
 */
const leaseSeconds = 600;

/** What DevStack adds to the config files of a region's services. */
export function regionPostConfig(ground: SiteGround): PostConfig[] {
    return [
        // The slash is DevStack's own: the variable holds a path without one.
        file("/$Q_PLUGIN_CONF_FILE", "Largest packet of each shared network", [sharedMtus(ground)]),
        file("$NEUTRON_CONF", "MAC addresses of this region alone, and the underlay's packets", [
            neutronDefaults(ground),
        ]),
        file("$NOVA_CONF", "This region's availability zone, and its images", nova(ground)),
        file("$NOVA_CPU_CONF", "The same for the hypervisor", nova(ground)),
    ];
}

/** What DevStack adds to the config files of a compute node's services. */
export function nodePostConfig(ground: SiteGround): PostConfig[] {
    return [file("$NOVA_CPU_CONF", "This region's availability zone, and its images", nova(ground))];
}

function file(name: string, comment: string, sections: readonly IniSection[]): PostConfig {
    return { comment, file: name, sections };
}

function sharedMtus({ file: { shared }, tower }: SiteGround): IniSection {
    const mtus = Object.keys(shared)
        .sort()
        .map((network) => `${network}:${mtuOf(tower, network)}`);
    return { name: "ml2", values: [["physical_network_mtus", mtus.join(",")]] };
}

function mtuOf({ sharedNetworks }: TowerFile, network: string): number | undefined {
    return sharedNetworks[network]?.mtu;
}

/** What all of Neutron's servers share. */
export function neutronDefaults({ file: { baseMac, vtep } }: SiteGround): IniSection {
    return {
        name: "DEFAULT",
        values: [
            ["base_mac", baseMac],
            ["global_physnet_mtu", String(vtep.mtu)],
            ["dhcp_lease_duration", String(leaseSeconds)],
        ],
    };
}

/** Nova knows no region of its own: without one it takes the first Glance of the catalogue. */
export function nova({ file: { availabilityZone }, imageRegion }: SiteGround): IniSection[] {
    return [
        {
            name: "DEFAULT",
            values: [
                ["default_availability_zone", availabilityZone],
                ["resume_guests_state_on_host_boot", "True"],
            ],
        },
        { name: "glance", values: [["region_name", imageRegion]] },
    ];
}
