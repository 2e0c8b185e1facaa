import type { SiteFile } from "./site-file.ts";
import type { TowerFile } from "./tower-file.ts";

/** URL of the Keystone that knows a site's user: its own, or the tower's. The rules have seen that there is one. */
export function keystoneOf({ identity }: Pick<SiteFile, "identity">, tower: Pick<TowerFile, "identity">): string {
    const url = tower.identity.mode === "own" ? identity?.authUrl : tower.identity.authUrl;
    if (typeof url === "string") return url;
    throw new Error("neither the site's file nor the tower's has the URL of a Keystone");
}

/** Keystone region of the tower's own endpoints. The rules have seen that a tower with a Keystone has one. */
export function towerRegionOf({ region }: Pick<TowerFile, "region">): string {
    if (region !== null) return region;
    throw new Error("the tower's file names no region of the tower");
}
