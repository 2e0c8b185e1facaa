import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { UserError } from "../plan/user-error.ts";
import type { Bootstrap } from "./bootstrap.ts";
import type { Driver } from "./driver.ts";
import type { Identity } from "./identity.ts";
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
    identity: z.object({ authUrl: z.url() }).optional(),
});

const towerSchema = z.looseObject({
    region: z.string().optional(),
    identity: z.looseObject({ authUrl: z.url().optional() }),
    guest: z.looseObject({ image: z.string() }),
    sharedNetworks: z.record(z.string(), z.looseObject({})),
});

/** A site as committed in `lab/sites/`: its stack file's `k-one:site` without what is made per computer. */
export type SiteSource = z.infer<typeof siteSchema> & Source & { readonly name: string };

/** The tower as committed: its stack file's `k-one:tower` without what is made per computer. */
export type TowerSource = z.infer<typeof towerSchema> & Source;

type Source = Readonly<Record<string, unknown>>;

/**
 * Committed description of a site, with a region that is there or one that DevStack makes, and its own Keystone if it has
 * one. DevStack makes compute nodes of K-Cubes, so that they are in it only where they are machines.
 */
export function readSite(
    name: string,
    kind: Bootstrap["kind"] = "adopt",
    identity: Identity = "shared",
    hasCubes = false,
): SiteSource {
    const source = readSource(name);
    const { identity: _, ...committed } = siteSchema.parse(source);
    const authUrl = keystoneAt(committed.kBox.address, kind);
    const site = { ...source, ...committed, ...(identity === "own" && { identity: { authUrl } }), name };
    if (kind === "adopt") return site;
    const boxes = hasCubes ? site.boxes.map((box) => ({ ...box, user: "root" })) : [];
    return { ...site, bootstrap: "devstack", boxes };
}

/**
 * Committed description of the tower: on a machine of its own, or on the K-Box of the site `host`; its shared networks
 * with this driver. Where each site has a Keystone of its own, the tower has none and is nowhere.
 */
export function readTower(
    host: string | null = null,
    driver: Driver = "mesh",
    kind: Bootstrap["kind"] = "adopt",
    identity: Identity = "shared",
): TowerSource {
    const source = readSource("tower");
    const parsed = towerSchema.parse(source);
    const networks = Object.entries(parsed.sharedNetworks).map(([name, network]) => [name, { ...network, driver }]);
    const tower = {
        ...source,
        ...parsed,
        sharedNetworks: Object.fromEntries(networks),
        ...(kind === "devstack" && byDevStack(parsed)),
    };
    if (identity === "own") return withoutKeystone(tower);
    return host === null ? tower : onKBox(tower, readSite(host), kind);
}

/** DevStack has flavors of its own, and its lab a way out. */
function byDevStack({ guest }: z.infer<typeof towerSchema>) {
    const acceptPlaintext = { reason: "tunnels stay on this computer", until: "2099-01-01" };
    return { guest: { ...guest, flavor: "cirros256" }, acceptPlaintext };
}

function onKBox(tower: TowerSource, { name, kBox }: SiteSource, kind: Bootstrap["kind"]): TowerSource {
    return { ...tower, host: name, identity: { ...tower.identity, authUrl: keystoneAt(kBox.address, kind) } };
}

function withoutKeystone({ region: _, ...common }: TowerSource): TowerSource {
    return { ...common, identity: { mode: "own" } };
}

/** DevStack puts Keystone behind Apache. */
function keystoneAt(address: string, kind: Bootstrap["kind"]): string {
    return kind === "adopt" ? `http://${address}:5000/v3` : `http://${address}/identity/v3`;
}

/** Address of the tower on the WAN; throws where it is nowhere. */
export function towerAddress({ identity: { authUrl } }: TowerSource): string {
    if (authUrl !== undefined) return new URL(authUrl).hostname;
    throw new Error("each site of this lab has a Keystone of its own, and the tower is nowhere");
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
