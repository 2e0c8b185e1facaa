import { stringify } from "yaml";
import { writeWhole } from "./files.ts";
import type { Lab } from "./names.ts";
import { type Secrets, secretsOf } from "./secrets.ts";
import type { SiteSource, TowerSource } from "./sites.ts";

/** Entry of a site, or of the tower, in the lab's `clouds.yaml`. */
export function cloudName(lab: Lab, name: string): string {
    return `${lab.environment}-${name}`;
}

/** Writes the lab's `clouds.yaml`: each site's own credential, and the tower's with rights in its Keystone, if it has one. */
export function writeClouds(lab: Lab, tower: TowerSource, sites: readonly SiteSource[], secrets: Secrets): void {
    writeWhole(lab.clouds, stringify(renderClouds(lab, tower, sites, secrets)), { mode: 0o600 });
}

/** What stands in the lab's `clouds.yaml`. */
export function renderClouds(lab: Lab, tower: TowerSource, sites: readonly SiteSource[], secrets: Secrets) {
    const { authUrl } = tower.identity;
    const entries = sites.map((site) => {
        const login = { name: `k-one-${site.name}`, project: `k-one-${site.name}` };
        const url = site.identity?.authUrl ?? authUrl;
        return [cloudName(lab, site.name), entry(url, login, secretsOf(secrets, site.name).user, site.region)];
    });
    const admin = entry(authUrl, { name: "admin", project: "admin" }, secrets.tower.admin, tower.region);
    const clouds: Readonly<Record<string, ReturnType<typeof entry>>> = {
        ...(authUrl !== undefined && { [cloudName(lab, "tower")]: admin }),
        ...Object.fromEntries(entries),
    };
    return { clouds };
}

function entry(
    authUrl: string | undefined,
    user: { name: string; project: string },
    password: string,
    region: string | undefined,
) {
    return {
        auth: {
            auth_url: authUrl,
            username: user.name,
            password,
            project_name: user.project,
            user_domain_name: "Default",
            project_domain_name: "Default",
        },
        region_name: region,
        interface: "public",
        identity_api_version: 3,
    };
}
