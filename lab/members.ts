import { describeMachine, type Machine } from "./machine.ts";
import { type MachineSettings, siteSettings, towerSettings } from "./machine-settings.ts";
import type { Lab } from "./names.ts";
import type { WanRoute } from "./network.ts";
import type { Secrets } from "./secrets.ts";
import { readSite, readTower, type SiteSource, sitesOf, type TowerSource, towerAddress } from "./sites.ts";

/** Who is in a lab: the tower, and some sites. */
export interface Members {
    readonly tower: TowerSource;
    readonly sites: readonly SiteSource[];
    /** The machines: the tower first, then one a site. */
    readonly machines: readonly Machine[];
}

/** Members of a lab; by default the ones it already has. */
export function membersOf(lab: Lab, siteNames: readonly string[] = sitesOf(lab)): Members {
    const tower = readTower();
    const sites = siteNames.map(readSite);
    const first = describeMachine(lab, "tower", towerAddress(tower));
    return {
        tower,
        sites,
        machines: [
            first,
            ...sites.map(({ name, kBox, vtep }) => describeMachine(lab, name, kBox.address, vtep.address)),
        ],
    };
}

/** Settings of one machine of a lab. */
export function settingsOf(lab: Lab, { tower, sites }: Members, secrets: Secrets, machine: Machine): MachineSettings {
    const site = sites.find(({ name }) => name === machine.name);
    return site === undefined
        ? towerSettings(lab.environment, tower, sites, secrets)
        : siteSettings(lab.environment, site, tower, secrets);
}

/** Ways from the WAN to the sites' external networks. */
export function routesOf({ sites }: Members): readonly WanRoute[] {
    return sites.map(({ external, kBox }) => ({ destination: external.cidr, via: kBox.address }));
}
