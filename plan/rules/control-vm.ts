import { formatAddress, formatRange, holds, parseAddress, parsePool } from "../cidr.ts";
import { keystoneAt } from "../control-vm.ts";
import type { EnvironmentDraft, SiteDraft } from "../draft.ts";
import { error, type Finding } from "../finding.ts";

/** A control VM has a free address on its own K-Cluster's networks, a way to its region, and Keystone's address. */
export function* controlVm({ sites, tower }: EnvironmentDraft): Iterable<Finding> {
    for (const site of sites) {
        if (!site.file.controlVm) continue;
        yield* nic(site, "management");
        yield* nic(site, "control");
        yield* wayOut(site);
        yield* named(`sites.${site.name}.identity.authUrl`, site.file.identity?.authUrl);
    }
    if (sites.some(({ file }) => file.controlVm)) yield* named("tower.identity.authUrl", tower.identity?.authUrl);
}

function* named(path: string, authUrl: string | null | undefined): Iterable<Finding> {
    if (!authUrl || keystoneAt(authUrl) !== null) return;
    yield error(
        path,
        `${authUrl} holds a name, and a control VM's security group takes only addresses. Write Keystone's address.`,
    );
}

function* nic({ name, file }: SiteDraft, kind: "management" | "control"): Iterable<Finding> {
    const given = file.controlVm?.[kind];
    const address = parseAddress(given ?? "");
    const network = file.networks?.[kind];
    if (address === null || network === undefined) return;
    const path = `sites.${name}.controlVm.${kind}`;
    if (network === null)
        return yield error(path, `${given} needs networks.${kind}, which this site lacks. Declare it.`);
    if (network.pool === null) {
        const example = `${formatAddress(address - 1)}-${given}`;
        return yield error(
            `sites.${name}.networks.${kind}.pool`,
            `missing, and the control VM needs it: the addresses that Neutron may use, such as ${example}.`,
        );
    }
    const pool = parsePool(network.pool ?? "");
    if (pool === null || pool.first > pool.last) return;
    const allowed =
        pool.first === pool.last ? "Enlarge the pool." : `Allowed: ${formatRange({ ...pool, first: pool.first + 1 })}.`;
    if (!holds(pool, address))
        yield error(path, `${given} lies outside networks.${kind}.pool (${network.pool}). ${allowed}`);
    if (address === pool.first) {
        yield error(path, `${given} is the first of its pool, which goes to OVN's metadata port. ${allowed}`);
    }
}

function* wayOut({ name, file }: SiteDraft): Iterable<Finding> {
    if (file.networks?.management?.gateway !== null) return;
    yield error(
        `sites.${name}.networks.management.gateway`,
        "missing, and the control VM needs it: the K-Box's address on this network.",
    );
}
