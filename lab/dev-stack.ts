import { copyFileSync } from "node:fs";
import path from "node:path";
import { defaultMirror } from "./apt.ts";
import { type Bootstrap, gitFolder } from "./bootstrap.ts";
import { managementCard } from "./cards.ts";
import { makeFolder } from "./files.ts";
import type { Identity } from "./identity.ts";
import { hostMirror } from "./mirror.ts";
import type { Lab } from "./names.ts";
import { keystoneOf, type Secrets, secretsOf } from "./secrets.ts";
import { readSite, siteNames } from "./sites.ts";
import { wayOutProxy } from "./way-out.ts";

type DevStackBootstrap = Extract<Bootstrap, { readonly kind: "devstack" }>;

const places = { git: "/srv/k-one-lab/git", images: "/srv/k-one-lab/images" };

/** Folders that a bare machine reads: the guests' image, and the git repositories where they lie on this computer. */
export function devStackBinds(lab: Lab, { gitBase }: DevStackBootstrap): Readonly<Record<string, string>> {
    const git = gitFolder(gitBase);
    return { [places.images]: imagesFolder(lab), ...(git !== null && { [places.git]: git }) };
}

/** Puts the guests' image, which a root file system for regions has in it, where bare machines find it. */
export function keepImage(lab: Lab, golden: string, name: string): void {
    makeFolder(imagesFolder(lab), { mode: 0o755 });
    copyFileSync(path.join(golden, "usr/share/k-one-lab/guest/disk.img"), path.join(imagesFolder(lab), `${name}.img`));
}

/**
 * Block `devstack` of a site's stack file: guests without KVM, Open vSwitch without the kernel's module, and everything
 * from where this computer gets it, through the lab's way out.
 */
export async function devStackBlock({ gitBase, computeNode }: DevStackBootstrap, image: string, site: string) {
    const noProxy = ["127.0.0.1", "localhost", ...siteNames.map((name) => readSite(name).kBox.address)];
    return {
        gitBase: gitFolder(gitBase) === null ? gitBase : `file://${places.git}`,
        virt: "qemu",
        datapath: "netdev",
        ...(site === computeNode && { interfaces: { management: managementCard(site).name } }),
        images: [`file://${places.images}/${image}.img`],
        mirrors: { apt: (await hostMirror()) ?? (await defaultMirror()), proxy: wayOutProxy, noProxy },
    };
}

/**
 * Secrets of a stack that runs DevStack on a site's K-Box. Regions of one Keystone share two of them; where each has its own,
 * they share nothing, and the stack makes the site's user there.
 */
export function devStackSecrets(
    secrets: Secrets,
    site: string,
    identity: Identity = "shared",
): Readonly<Record<string, string>> {
    const { database, rabbit, user } = secretsOf(secrets, site);
    const keystone = identity === "own" ? keystoneOf(secrets, site) : sharedKeystone(secrets);
    return {
        "k-one:adminPassword": keystone.admin,
        "k-one:databasePassword": database,
        "k-one:rabbitPassword": rabbit,
        "k-one:servicePassword": keystone.service,
        "k-one:serviceToken": keystone.serviceToken,
        ...(identity === "own" && { [`k-one:${site}Password`]: user }),
    };
}

function sharedKeystone({ tower: { admin }, devStack }: Secrets) {
    if (devStack === undefined) throw new Error("the lab has no secrets of DevStack");
    return { ...devStack, admin };
}

function imagesFolder(lab: Lab): string {
    return path.join(lab.home, "images");
}
