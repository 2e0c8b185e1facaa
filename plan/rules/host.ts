import { parseAddress } from "../cidr.ts";
import type { EnvironmentDraft, SiteDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";

/** A tower lives on the K-Box of a site that exists, at that K-Box's address; or on a machine that is no site's. */
export function* host(environment: EnvironmentDraft): Iterable<Finding> {
    const { sites, tower } = environment;
    if (tower.host === undefined) return;
    const site = sites.find(({ name }) => name === tower.host);
    if (tower.host !== null && site === undefined) yield noSuchSite(tower.host, sites);
    else yield* wrongAddress(environment, site);
}

function noSuchSite(given: string, sites: readonly SiteDraft[]): Finding {
    const names = sites.map(({ name }) => name);
    return error(
        "tower.host",
        `there is no site ${given}.${didYouMean(given, names)} ` +
            `Allowed: ${[...names, "null"].join(", ")} (null: a machine of its own).`,
    );
}

/** A URL with a name in it says nothing of the address behind it. */
function* wrongAddress({ sites, tower }: EnvironmentDraft, host: SiteDraft | undefined): Iterable<Finding> {
    const authUrl = tower.identity?.authUrl ?? null;
    const given = authUrl === null ? "" : new URL(authUrl).hostname;
    if (parseAddress(given) === null) return;
    const path = "tower.identity.authUrl";
    if (host !== undefined) {
        const address = host.file.kBox?.address;
        if (address !== undefined && address !== given) yield error(path, notTheHosts(given, host.name, address));
        return;
    }
    const owner = sites.find(({ file }) => [file.kBox?.address, file.vtep?.address].includes(given));
    if (owner !== undefined) yield error(path, notItsOwn(given, owner.name));
}

function notTheHosts(given: string, host: string, address: string): string {
    return (
        `${given} isn't the address of the K-Box that the tower lives on. ` +
        `Allowed with host: ${host}: ${address} (sites.${host}.kBox.address). Write that, or host: null.`
    );
}

function notItsOwn(given: string, owner: string): string {
    return (
        `${given} is an address of ${owner}'s K-Box, but the tower has a machine of its own. ` +
        `Write that machine's address, or host: ${owner} if the tower lives on that K-Box.`
    );
}
