import type { Driver } from "./driver.ts";
import { wanAddress, wanPrefix } from "./network.ts";
import { keystoneOf, type Secrets, secretsOf } from "./secrets.ts";
import { readTower, type SiteSource, type TowerSource, towerAddress } from "./sites.ts";

/** What a machine is told about itself, in `/etc/k-one-lab/machine.json`. */
export type MachineSettings = Readonly<Record<string, unknown>>;

/** Settings of a site's K-Box. */
export function siteSettings(
    hostname: string,
    site: SiteSource,
    tower: TowerSource,
    secrets: Secrets,
    driver: Driver = "mesh",
): MachineSettings {
    const { user: _, ...services } = secretsOf(secrets, site.name);
    const { management } = site.networks;
    return {
        role: "site",
        name: hostname,
        site: site.name,
        ...onWan(site.kBox.address),
        region: site.region,
        availabilityZone: site.availabilityZone,
        keystone: towerAddress(tower),
        external: { cidr: site.external.cidr, gateway: site.external.gateway, physical: "ext" },
        management: { cidr: management.cidr, address: management.gateway, physical: management.physical },
        boxes: site.boxes.map(({ name, address }) => ({ name, address })),
        baseMac: site.baseMac,
        siteRole: `k-one-${site.name}`,
        secrets: services,
        // With mesh the site's own stack makes the VTEP.
        ...(driver === "tricircle" && { vtep: site.vtep.address }),
    };
}

/** Settings of the tower, or of a K-Box as far as it is the tower: it makes the service users of all sites. */
export function towerSettings(
    hostname: string,
    tower: TowerSource,
    sites: readonly SiteSource[],
    secrets: Secrets,
): MachineSettings {
    return {
        role: "tower",
        name: hostname,
        ...onWan(towerAddress(tower)),
        region: tower.region,
        secrets: secrets.tower,
        sites: sites.map((site) => ({
            site: site.name,
            address: site.kBox.address,
            region: site.region,
            secrets: serviceUsers(secrets, site.name),
        })),
    };
}

/** Settings of a K-Box with a Keystone of its own: it is the tower of its one site. */
export function loneSettings(hostname: string, site: SiteSource, secrets: Secrets): MachineSettings {
    const { admin, database } = keystoneOf(secrets, site.name);
    const tower = { ...readTower(), identity: { ...site.identity } };
    const own = { ...secrets, tower: { admin, database } };
    const asTower = towerSettings(hostname, tower, [site], own);
    return { ...siteSettings(hostname, site, tower, own), tower: asTower };
}

function onWan(address: string) {
    return { address, prefix: wanPrefix, gateway: wanAddress };
}

// The tower learns no more of a site's passwords than Keystone must know.
function serviceUsers(secrets: Secrets, site: string) {
    const { nova, neutron, glance, placement } = secretsOf(secrets, site);
    return { nova, neutron, glance, placement };
}
