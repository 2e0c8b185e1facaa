import type { Cloud } from "../../cloud/cloud.ts";
import { readCloudEntry } from "../../cloud/clouds-file.ts";
import { error } from "../../plan/finding.ts";
import type { YamlMap } from "../../plan/map.ts";
import { UserError } from "../../plan/user-error.ts";
import type { OldSiteWithBirth, OldTower } from "./draft.ts";
import { findParts, oldNames } from "./parts.ts";
import { type Setting, settingsOf } from "./settings.ts";
import { readBirth, readSnapshot } from "./snapshot.ts";

/** Where an old environment is. */
export interface OldPlace {
    readonly environment: string;
    /** Entry in `clouds.yaml` with rights in Keystone. */
    readonly cloud: string;
    /** Site's name by the region's, in the script's order. */
    readonly regions: ReadonlyMap<string, string>;
    readonly existing: ReadonlyMap<string, YamlMap>;
    readonly settings: readonly Setting[];
}

/** Reads the old environment: each region with its site's own login. Nothing is changed. */
export async function readSites(
    place: OldPlace,
    open: (entry: string) => Promise<Cloud>,
): Promise<readonly OldSiteWithBirth[]> {
    const reads = [...place.regions].map(async ([region, site], index) => {
        const cloud = await open(entryOf(place, site));
        return readSite(site, index + 1, cloud, region);
    });
    return allOf(await Promise.allSettled(reads));
}

/** Reads what the tower's stack file says about Keystone. */
export async function readTower(
    { cloud: entry }: OldPlace,
    open: (entry: string) => Promise<Cloud>,
    env: NodeJS.ProcessEnv,
    folder: string,
): Promise<OldTower> {
    const cloud = await open(entry);
    const roles = await cloud
        .request<{ readonly roles: readonly { readonly id: string; readonly name: string }[] }>(
            "identity",
            cloud.region ?? "",
            "/roles?name=member",
        )
        .catch(() => ({ roles: [] }));
    const memberRole = roles.roles.find(({ name }) => name === "member")?.id ?? null;
    const authUrl = readCloudEntry(entry, env, folder).auth.auth_url ?? null;
    return { cloud: entry, region: cloud.region, authUrl, memberRole };
}

function entryOf({ environment, existing, settings }: OldPlace, site: string): string {
    const given = settingsOf(settings, site).cloud ?? existing.get(site)?.cloud;
    return typeof given === "string" ? given : `${environment}-${site}`;
}

async function readSite(site: string, number: number, cloud: Cloud, region: string): Promise<OldSiteWithBirth> {
    const old = findParts(site, oldNames(number), await readSnapshot(cloud, region));
    const birth = old.server === null ? null : await readBirth(cloud, region, old.server);
    return { ...old, birth, findings: [...old.findings, ...missing(old)] };
}

/** Without its networks a site is no environment of the script, and a guest without a port there can't be expressed. */
function* missing({
    site,
    names,
    snapshot,
    tenant,
    external,
    router,
    server,
    tenantPort,
}: ReturnType<typeof findParts>) {
    const { region, entry, project } = snapshot;
    const where = `in region ${region} and project ${project}, which entry ${entry} logs in to`;
    const hint = "Name an entry of the project that owns the old environment with";
    const absent = [
        ...(tenant === null ? [["tenant", `network ${names.tenant}`]] : []),
        ...(external === null ? [["external", `network ${names.external}`]] : []),
        ...(router === null ? [["router", `router ${names.router}`]] : []),
    ];
    for (const [path, what] of absent) {
        yield error(
            `sites.${site}.${path}`,
            `there is no ${what} ${where}. ${hint} \`--set sites.${site}.cloud=<entry>\`.`,
        );
    }
    if (server !== null && tenant !== null && tenantPort === null) {
        yield error(
            `sites.${site}.guest.tenant`,
            `${server.name} has no port on ${names.tenant}, and a guest lives there. ` +
                `Give it one: \`openstack server add network ${server.id} ${tenant.network.id}\`.`,
        );
    }
}

/** All results, or one error with the words of all that failed. */
function allOf<T>(results: readonly PromiseSettledResult<T>[]): readonly T[] {
    const reasons: readonly unknown[] = results.flatMap((result) =>
        result.status === "rejected" ? [result.reason] : [],
    );
    const strange = reasons.find((reason) => !(reason instanceof UserError));
    if (strange !== undefined) throw strange;
    if (reasons.length > 0) {
        throw new UserError([...new Set(reasons.map((reason) => (reason as UserError).message))].join("\n"));
    }
    return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}
