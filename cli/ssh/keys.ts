import { join } from "node:path";
import { describeLab, isLab } from "../../lab/names.ts";

/** Where private SSH keys are looked for. */
export interface KeyPlaces {
    /** Folder with a lab's keys, or `null` for real sites. */
    readonly labKeys: string | null;
    readonly env: NodeJS.ProcessEnv;
}

/** Where the keys to an environment's machines are. */
export function keyPlaces(environment: string): KeyPlaces {
    return { labKeys: isLab(environment) ? describeLab(environment).keys : null, env: process.env };
}

/** File with the key of the guests' login user: the lab's own, or `K_ONE_GUEST_KEY`; `null` means the SSH agent. */
export function guestKey({ labKeys, env }: KeyPlaces): string | null {
    return labKeys === null ? env.K_ONE_GUEST_KEY || null : join(labKeys, "guest");
}

/** Variable that names the file with the key of a site's K-Box. */
export function kBoxKeyVariable(site: string): string {
    return `K_ONE_KBOX_KEY_${inVariable(site)}`;
}

/** File with the key of a K-Box: the lab's own, or `K_ONE_KBOX_KEY_<SITE>`; `null` means the SSH agent. */
export function kBoxKey({ labKeys, env }: KeyPlaces, site: string): string | null {
    return labKeys === null ? env[kBoxKeyVariable(site)] || null : join(labKeys, site);
}

/**
 * File with the key that a site's control VM and its boxes let in: the lab's own, or `K_ONE_CONTROL_KEY_<SITE>`; `null`
 * means the SSH agent.
 */
export function controlKey({ labKeys, env }: KeyPlaces, site: string): string | null {
    return labKeys === null ? env[`K_ONE_CONTROL_KEY_${inVariable(site)}`] || null : join(labKeys, `${site}-control`);
}

function inVariable(site: string): string {
    return site.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}
