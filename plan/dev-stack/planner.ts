import type { SshTarget } from "../environment-plan.ts";
import { withoutComment } from "../host-key.ts";
import { towerRegionOf } from "../keystone.ts";
import type { BoxFile, SiteFile } from "../site-file.ts";
import type { CompleteEnvironment, CompleteSite } from "../site-plan.ts";
import type { TowerFile } from "../tower-file.ts";
import type { TowerDevStackFile } from "./dev-stack-file.ts";
import type { DevStackMirrors, DevStackPlan, DevStackSource, LocalConf } from "./dev-stack-plan.ts";
import { nodeVariables, ownsImages, regionVariables, sharesImages, towerVariables } from "./localrc.ts";
import { noSwitch, planNodeSwitch, planSwitch } from "./open-v-switch.ts";
import { nodePostConfig, regionPostConfig } from "./post-config.ts";
import { releases } from "./releases.ts";
import { type SiteGround, siteGround, towerSettings } from "./site-ground.ts";
import { centralConf, physicalNetworksOf, towerRegion, tricircleConf } from "./ussuri.ts";

/** What DevStack makes in the tower's stack: Keystone on a machine of its own, or the host's whole region. */
export function planTowerDevStack(environment: CompleteEnvironment): DevStackPlan | null {
    const { tower } = environment;
    if (tower.identity.mode === "own") return null;
    const host = environment.sites.find(({ name }) => name === tower.host);
    if (host !== undefined) return host.file.bootstrap === "devstack" ? planRegion(host, environment) : null;
    return tower.bootstrap === "devstack" && tower.box !== null ? planTowerBox(environment, tower.box) : null;
}

/** What DevStack makes in a site's stack; the host's region comes with the tower's Keystone. */
export function planSiteDevStack(site: CompleteSite, environment: CompleteEnvironment): DevStackPlan | null {
    const mine = site.file.bootstrap === "devstack" && environment.tower.host !== site.name;
    return mine ? planRegion(site, environment) : null;
}

/** Compute nodes of a site: its k-cube boxes, in the order of their names. */
export function planComputeNodes(site: CompleteSite, environment: CompleteEnvironment): DevStackPlan[] {
    const ground = groundOf(site, environment);
    if (site.file.bootstrap !== "devstack" || ground.settings.release === "ussuri") return [];
    const cubes = site.file.boxes.filter(({ role }) => role === "k-cube").sort((a, b) => (a.name < b.name ? -1 : 1));
    return cubes.flatMap(({ hostKey, ...box }) => (hostKey === null ? [] : planNode(ground, { ...box, hostKey })));
}

function groundOf({ name, file }: CompleteSite, { tower, sites }: CompleteEnvironment): SiteGround {
    const host = sites.find((site) => site.name === tower.host);
    return siteGround(name, file, tower, host?.file.region ?? null);
}

function planTowerBox(environment: CompleteEnvironment, box: NonNullable<TowerFile["box"]>): DevStackPlan {
    const { tower } = environment;
    const settings = towerSettings(tower);
    const central = settings.release === "ussuri";
    const own = towerRegionOf(tower);
    const source = sourceOf(settings, towerRepositories(tower, central));
    return {
        ...common(settings, source),
        name: "tower",
        machine: targetOf(box),
        jump: null,
        role: "tower",
        region: central ? towerRegion : own,
        identity: { authUrl: devStackUrl(box.address), regions: central ? [own] : [], image: null },
        localConf: central
            ? centralConf(tower, box.address, source, physicalNetworksOf(environment))
            : { localrc: towerVariables(tower, own, box.address, source, settings.images), postConfig: [] },
        openVSwitch: noSwitch,
        gate: null,
        controller: null,
    };
}

function towerRepositories({ glance }: TowerFile, central: boolean): readonly string[] {
    const neutron = central ? ["neutron", "tricircle"] : [];
    return ["keystone", "requirements", ...neutron, ...(glance === "shared" ? ["glance"] : [])];
}

function planRegion(site: CompleteSite, environment: CompleteEnvironment): DevStackPlan {
    const ground = groundOf(site, environment);
    const { file, settings, hosts } = ground;
    const central = settings.release === "ussuri" ? ["tricircle"] : [];
    const source = sourceOf(settings, [...regionRepositories, ...central]);
    return {
        ...common(settings, source),
        name: site.name,
        machine: targetOf(file.kBox),
        jump: null,
        role: hosts ? "first region" : "region",
        region: file.region,
        identity: {
            authUrl: devStackUrl(ground.keystone),
            regions: extraRegions(ground),
            image: ownsImages(ground) ? null : `http://${ground.keystone}/image`,
        },
        localConf: regionConf(ground, source, environment),
        openVSwitch: planSwitch(ground),
        gate: { siteRole: `k-one-${site.name}`, ...(sharesImages(ground) && { sharesImages: true }) },
        controller: null,
        ...(ground.ownKeystone && { siteUser: `k-one-${site.name}` }),
    };
}

function regionConf(ground: SiteGround, source: DevStackSource, environment: CompleteEnvironment): LocalConf {
    const { tower, sites } = environment;
    if (ground.settings.release !== "ussuri") {
        return { localrc: regionVariables(ground, source), postConfig: regionPostConfig(ground) };
    }
    const host = sites.find(({ name }) => name === tower.host)?.file.region;
    const keystoneRegion = host ?? (tower.bootstrap === "devstack" ? towerRegion : towerRegionOf(tower));
    return tricircleConf(ground, source, physicalNetworksOf(environment), keystoneRegion);
}

/** DevStack makes Keystone's own region; a tower that lives here may have a name of its own beside it. */
function extraRegions({ hosts, file, tower }: SiteGround): string[] {
    if (!hosts) return [file.region];
    return tower.region === null || tower.region === file.region ? [] : [tower.region];
}

function planNode(ground: SiteGround, box: BoxFile & { readonly hostKey: string }): DevStackPlan {
    const { file, settings } = ground;
    const source = sourceOf(settings, ["neutron", "nova", "requirements"]);
    const { control = null, data = null } = box.interfaces;
    const localConf: LocalConf = {
        localrc: nodeVariables(ground, box.address, data, source),
        postConfig: nodePostConfig(ground),
    };
    return {
        ...common(settings, source),
        name: `${ground.name}-${box.name}`,
        machine: targetOf({ ...box, port: 22 }),
        jump: targetOf(file.kBox),
        role: "compute",
        region: file.region,
        identity: { authUrl: devStackUrl(ground.keystone), regions: [], image: null },
        localConf,
        openVSwitch: planNodeSwitch(ground, control),
        gate: null,
        controller: targetOf(file.kBox),
    };
}

const regionRepositories = ["glance", "keystone", "neutron", "nova", "placement", "requirements"];

function common(settings: TowerDevStackFile, source: DevStackSource) {
    const { release, onDestroy, offline, timeout } = settings;
    return {
        release,
        source,
        systems: releases[release].systems,
        mirrors: mirrorsOf(settings),
        onDestroy,
        offline,
        timeout,
    };
}

/** The release's own pins under what the file says; only of what the machine runs. */
function sourceOf({ release, gitBase, refs }: TowerDevStackFile, repositories: readonly string[]): DevStackSource {
    const pins = releases[release];
    const services = repositories.map((name) => [name, refs[name] ?? pins.services[name]]);
    return { gitBase, ref: refs.devstack ?? pins.ref, branch: pins.branch, services: Object.fromEntries(services) };
}

function mirrorsOf({ mirrors }: TowerDevStackFile): DevStackMirrors {
    return { ...mirrors, noProxy: [...mirrors.noProxy].sort() };
}

function targetOf({ address, port, user, hostKey }: SiteFile["kBox"]): SshTarget {
    return { address, port, user, hostKey: withoutComment(hostKey) };
}

/** Keystone's URL as DevStack makes it of its host. */
function devStackUrl(host: string): string {
    return `http://${host}/identity/v3`;
}
