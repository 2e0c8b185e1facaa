import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { UserError } from "../plan/user-error.ts";
import type { Bootstrap } from "./bootstrap.ts";
import type { Driver } from "./driver.ts";
import type { Lab } from "./names.ts";

/** Sites in the order in which a lab gets them. A site's addresses stand in its file and depend on no order. */
export const siteNames = ["gist", "korea", "soongsil", "postech", "kaist"] as const;

/** Sites of a new lab when nothing is said. */
export const defaultSites = 2;

const siteSchema = z.looseObject({
    region: z.string(),
    availabilityZone: z.string(),
    kBox: z.looseObject({ address: z.ipv4(), user: z.string() }),
    external: z.looseObject({ network: z.string(), cidr: z.cidrv4(), gateway: z.ipv4() }),
    vtep: z.looseObject({ address: z.ipv4() }),
    networks: z.looseObject({
        management: z.looseObject({ physical: z.string(), cidr: z.cidrv4(), gateway: z.ipv4() }),
    }),
    boxes: z.array(z.looseObject({ name: z.string(), address: z.ipv4() })),
    baseMac: z.string(),
    bootstrap: z.enum(["adopt", "devstack"]),
});

const towerSchema = z.looseObject({
    region: z.string(),
    identity: z.looseObject({ authUrl: z.url() }),
    guest: z.looseObject({ image: z.string() }),
    sharedNetworks: z.record(z.string(), z.looseObject({})),
});

/** A site as committed in `lab/sites/`: its stack file's `k-one:site` without what is made per computer. */
export type SiteSource = z.infer<typeof siteSchema> & Source & { readonly name: string };

/** The tower as committed: its stack file's `k-one:tower` without what is made per computer. */
export type TowerSource = z.infer<typeof towerSchema> & Source;

type Source = Readonly<Record<string, unknown>>;

/** Committed description of a site, with a region that is there or one that DevStack makes. */
export function readSite(name: string, kind: Bootstrap["kind"] = "adopt"): SiteSource {
    const source = readSource(name);
    const site = { ...source, ...siteSchema.parse(source), name };
    // A box of role k-cube would be a machine that DevStack makes a compute node of.
    return kind === "adopt" ? site : { ...site, bootstrap: "devstack", boxes: [] };
}

/**
 * Committed description of the tower: on a machine of its own, or on the K-Box of the site `host`; its shared networks
 * with this driver.
 */
export function readTower(
    host: string | null = null,
    driver: Driver = "mesh",
    kind: Bootstrap["kind"] = "adopt",
): TowerSource {
    const source = readSource("tower");
    const parsed = towerSchema.parse(source);
    const networks = Object.entries(parsed.sharedNetworks).map(([name, network]) => [name, { ...network, driver }]);
    const tower = { ...source, ...parsed, sharedNetworks: Object.fromEntries(networks) };
    if (host === null) return tower;
    const authUrl = new URL(tower.identity.authUrl);
    authUrl.hostname = readSite(host).kBox.address;
    const hosted = { ...tower, host, identity: { ...tower.identity, authUrl: authUrl.href } };
    return kind === "adopt" ? hosted : byDevStack(hosted);
}

/** DevStack puts Keystone behind Apache, and has flavors of its own. */
function byDevStack(tower: TowerSource): TowerSource {
    const authUrl = `http://${towerAddress(tower)}/identity/v3`;
    return {
        ...tower,
        identity: { ...tower.identity, authUrl },
        guest: { ...tower.guest, flavor: "cirros256" },
    };
}

/** Address of the tower on the WAN. */
export function towerAddress(tower: TowerSource): string {
    return new URL(tower.identity.authUrl).hostname;
}

/** Sites a lab already has, in their usual order. */
export function sitesOf(lab: Lab): readonly string[] {
    const made = new Set(foldersIn(lab.machines));
    return siteNames.filter((name) => made.has(name));
}

/** Sites a lab shall have: at least so many, and never fewer than it has. */
export function chooseSites(lab: Lab, wanted: number | undefined): readonly string[] {
    if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 1 && wanted <= siteNames.length)) {
        throw new UserError(`--sites ${wanted}: allowed are 1 to ${siteNames.length} (${siteNames.join(", ")}).`);
    }
    const has = sitesOf(lab);
    const count = wanted ?? (has.length || defaultSites);
    return siteNames.filter((name, index) => index < count || has.includes(name));
}

// Spread first, it keeps the file's order of keys for the stack file.
function readSource(name: string): Source {
    return z
        .looseObject({})
        .parse(parse(readFileSync(path.join(import.meta.dirname, "sites", `${name}.yaml`), "utf8")));
}

function foldersIn(folder: string): string[] {
    try {
        return readdirSync(folder);
    } catch {
        return [];
    }
}
