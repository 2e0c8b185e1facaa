import { type Bootstrap, bootstrapOf } from "./bootstrap.ts";
import { boxCard, managementCard } from "./cards.ts";
import { devStackBinds } from "./dev-stack.ts";
import { type Driver, driverOf, networkDriverOf } from "./driver.ts";
import type { GoldenKindName } from "./golden-kinds.ts";
import { hostOf } from "./host.ts";
import { type Identity, identityOf } from "./identity.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { loneSettings, type MachineSettings, siteSettings, towerSettings } from "./machine-settings.ts";
import type { Lab } from "./names.ts";
import type { WanRoute } from "./network.ts";
import type { Secrets } from "./secrets.ts";
import { readSite, readTower, type SiteSource, sitesOf, type TowerSource, towerAddress } from "./sites.ts";

/** Who is in a lab: the tower, and some sites. */
export interface Members {
    readonly driver: Driver;
    readonly bootstrap: Bootstrap;
    readonly identity: Identity;
    readonly tower: TowerSource;
    readonly sites: readonly SiteSource[];
    /** The machines: one a site, before them the tower, if it has one of its own, and at the end K-Cubes. */
    readonly machines: readonly Machine[];
    /** The machine that the tower's services run on; `null` where each site has a Keystone of its own. */
    readonly towerMachine: Machine | null;
}

/** Members of a lab; by default the ones it already has, with the tower where it is. */
export function membersOf(
    lab: Lab,
    siteNames: readonly string[] = sitesOf(lab),
    host: string | null = hostOf(lab),
    driver: Driver = driverOf(lab),
    bootstrap: Bootstrap = bootstrapOf(lab),
    identity: Identity = identityOf(lab),
): Members {
    const tower = readTower(host, networkDriverOf(lab, driver), bootstrap.kind, identity);
    const sites = siteNames.map((name) => readSite(name, bootstrap.kind, identity, hasCubes(name, bootstrap)));
    const kBoxes = sites.map((site) => kBoxOf(lab, site, driver, bootstrap));
    const cubes = sites.flatMap((site) => cubesOf(lab, site, bootstrap));
    const common = { driver, bootstrap, identity, tower, sites };
    if (identity === "own") return { ...common, machines: [...kBoxes, ...cubes], towerMachine: null };
    const own = describeMachine(lab, "tower", towerAddress(tower), { kind: kindOf(driver) });
    return {
        ...common,
        machines: [...(host === null ? [own] : []), ...kBoxes, ...cubes],
        towerMachine: kBoxes.find(({ name }) => name === host) ?? own,
    };
}

function kBoxOf(lab: Lab, { name, kBox, vtep, boxes }: SiteSource, driver: Driver, bootstrap: Bootstrap): Machine {
    const bare = bootstrap.kind === "devstack";
    return describeMachine(lab, name, kBox.address, {
        vtepAddress: vtep.address,
        boxes: bare ? [] : boxes.map((box) => box.name),
        kind: bare ? "bare" : kindOf(driver),
        binds: bare ? devStackBinds(lab, bootstrap) : {},
        cards: hasCubes(name, bootstrap) ? [managementCard(name)] : [],
    });
}

/** Machines that DevStack makes compute nodes of; they need the WAN, too, for packages and their K-Box's services. */
function cubesOf(lab: Lab, { name: site, kBox, boxes }: SiteSource, bootstrap: Bootstrap): Machine[] {
    if (bootstrap.kind === "adopt") return [];
    const traits = { kind: "bare", binds: devStackBinds(lab, bootstrap), site } as const;
    return boxes.map(({ name, address }, index) =>
        describeMachine(lab, name, besides(kBox.address, 20 + 10 * index), {
            ...traits,
            cards: [boxCard(site, address)],
        }),
    );
}

/** Whether a site's K-Cubes are machines of the lab. */
function hasCubes(site: string, bootstrap: Bootstrap): boolean {
    return bootstrap.kind === "devstack" && bootstrap.computeNode === site;
}

function besides(address: string, further: number): string {
    return address.replace(/\d+$/, (last) => `${Number(last) + further}`);
}

function kindOf(driver: Driver): GoldenKindName {
    return driver === "tricircle" ? "tricircle" : "openstack";
}

/** Settings of one machine of a lab. */
export function settingsOf(members: Members, secrets: Secrets, machine: Machine): MachineSettings {
    // Nothing of the lab runs there that would read them.
    if (machine.kind === "bare") return {};
    const { driver, tower, sites, towerMachine } = members;
    const site = sites.find(({ name }) => name === machine.name);
    const asTower = () => towerSettings(machine.hostname, tower, sites, secrets);
    if (site === undefined) return asTower();
    if (members.identity === "own") return loneSettings(machine.hostname, site, secrets);
    const settings = siteSettings(machine.hostname, site, tower, secrets, driver);
    return machine.name === towerMachine?.name ? { ...settings, tower: asTower() } : settings;
}

/** Bridges beside the WAN: management networks that a machine beside the K-Box is on. */
export function wiresOf({ machines }: Members): readonly string[] {
    return [...new Set(machines.flatMap(({ cards }) => cards.flatMap(({ wire }) => wire ?? [])))];
}

/** Ways from the WAN to the sites' external networks. */
export function routesOf({ sites }: Members): readonly WanRoute[] {
    return sites.map(({ external, kBox }) => ({ destination: external.cidr, via: kBox.address }));
}
