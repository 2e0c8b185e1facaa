import { keystoneOf } from "../keystone.ts";
import type { SiteFile } from "../site-file.ts";
import type { TowerFile } from "../tower-file.ts";
import type { SiteDevStackFile, TowerDevStackFile } from "./dev-stack-file.ts";
import { siteDevStackSchema, towerDevStackSchema } from "./dev-stack-schema.ts";

/** A site that DevStack makes the region of, and what of the tower concerns it. */
export interface SiteGround {
    /** Site's name, such as `gist`. */
    readonly name: string;
    readonly file: SiteFile;
    readonly tower: TowerFile;
    /** What the site's file says of DevStack, or what holds when it says nothing. */
    readonly settings: SiteDevStackFile;
    /** Whether Keystone is made with this region: the tower's, which lives on its K-Box, or the site's own. */
    readonly hosts: boolean;
    /** Whether that Keystone is the site's own. */
    readonly ownKeystone: boolean;
    /** Host of Keystone: DevStack makes the rest of its URL itself. */
    readonly keystone: string;
    /** Region whose Glance keeps this region's images: its own, or with `glance: shared` the one beside Keystone. */
    readonly imageRegion: string;
}

/** All that `local.conf` of a site's machines is made of. Region of the host: the site's whose K-Box the tower lives on. */
export function siteGround(name: string, file: SiteFile, tower: TowerFile, hostRegion: string | null): SiteGround {
    const beside = hostRegion ?? tower.region ?? file.region;
    const ownKeystone = tower.identity.mode === "own";
    return {
        name,
        file,
        tower,
        settings: siteSettings(file),
        hosts: ownKeystone || tower.host === name,
        ownKeystone,
        keystone: new URL(keystoneOf(file, tower)).hostname,
        imageRegion: tower.glance === "shared" ? beside : file.region,
    };
}

/** Settings of a site's DevStack; a block that isn't there is one of defaults. */
export function siteSettings({ devstack }: Pick<SiteFile, "devstack">): SiteDevStackFile {
    return devstack ?? siteDevStackSchema.parse({});
}

/** Settings of the tower's DevStack; a block that isn't there is one of defaults. */
export function towerSettings({ devstack }: Pick<TowerFile, "devstack">): TowerDevStackFile {
    return devstack ?? towerDevStackSchema.parse({});
}
