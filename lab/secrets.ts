import { randomBytes } from "node:crypto";
import { z } from "zod";
import { writeWhole } from "./files.ts";
import type { Lab } from "./names.ts";
import { readText } from "./processes.ts";

const towerNames = ["admin", "database"] as const;
const devStackNames = ["service", "serviceToken"] as const;
const keystoneNames = ["admin", "database", "service", "serviceToken"] as const;
const siteNames = ["database", "rabbit", "metadata", "nova", "neutron", "glance", "placement", "user"] as const;

const secret = z.string().min(24);
const schema = z.object({
    tower: z.record(z.enum(towerNames), secret),
    devStack: z.record(z.enum(devStackNames), secret).optional(),
    keystones: z.record(z.string(), z.record(z.enum(keystoneNames), secret)).optional(),
    sites: z.record(z.string(), z.record(z.enum(siteNames), secret)),
});

/** Every password of a lab: one per service, none used twice. */
export type Secrets = z.infer<typeof schema>;

/** Passwords of one site; `user` is its operator's own in Keystone. */
export type SiteSecrets = Secrets["sites"][string];

/** Passwords of a lab, made once and kept in a file that only root can read; a new site gets its own. */
export function ensureSecrets(lab: Lab, sites: readonly string[]): Secrets {
    const old = readSecrets(lab);
    const made = sites.map((site) => [site, old?.sites[site] ?? generate(siteNames)] as const);
    const keystones = sites.map((site) => [site, old?.keystones?.[site] ?? generate(keystoneNames)] as const);
    const secrets = {
        tower: old?.tower ?? generate(towerNames),
        devStack: old?.devStack ?? generate(devStackNames),
        keystones: { ...old?.keystones, ...Object.fromEntries(keystones) },
        sites: { ...old?.sites, ...Object.fromEntries(made) },
    };
    writeWhole(lab.secrets, `${JSON.stringify(secrets, null, 4)}\n`, { mode: 0o600 });
    return secrets;
}

/** Passwords of one site; throws when the lab has none for it. */
export function secretsOf(secrets: Secrets, site: string): SiteSecrets {
    const found = secrets.sites[site];
    if (found === undefined) throw new Error(`no secrets of site ${site}`);
    return found;
}

/** Passwords of a site's own Keystone; throws when the lab has none for it. */
export function keystoneOf({ keystones }: Secrets, site: string) {
    const found = keystones?.[site];
    if (found === undefined) throw new Error(`no secrets of ${site}'s Keystone`);
    return found;
}

function readSecrets(lab: Lab): Secrets | null {
    const text = readText(lab.secrets);
    return text === null ? null : schema.parse(JSON.parse(text));
}

function generate<Name extends string>(names: readonly Name[]): Record<Name, string> {
    return Object.fromEntries(names.map((name) => [name, randomBytes(24).toString("base64url")])) as Record<
        Name,
        string
    >;
}
