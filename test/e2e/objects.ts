import { join } from "node:path";
import { ensureInsideLab } from "../../cli/inside-lab.ts";
import { type Cloud, openCloud } from "../../cloud/cloud.ts";
import { describeLab, projectFolder } from "../../lab/names.ts";
import { loadPlan } from "../../plan/environment.ts";

/** Objects of a site's project by collection, without what OpenStack makes by itself. */
export type SiteObjects = Readonly<Record<string, readonly SiteObject[]>>;

/** Enough of an object to tell it from another. */
export interface SiteObject {
    readonly id: string;
    /** @default - none */
    readonly name?: string;
    /** @default - none */
    readonly description?: string;
    /** @default - not a port */
    readonly device_owner?: string;
    /** @default - it has none */
    readonly status?: string;
}

const collections = [
    "networks",
    "subnets",
    "routers",
    "ports",
    "floatingips",
    "security-groups",
    "security-group-rules",
];

/** Prints the objects of a site's project as JSON: `objects.ts <environment> <site>`. */
async function main([environment = "", name = ""]: readonly string[]): Promise<void> {
    await ensureInsideLab(environment);
    const site = loadPlan(join(projectFolder, "stacks"), environment).sites.find(
        (candidate) => candidate.site === name,
    );
    if (site === undefined) {
        throw new Error(`${environment} has no site ${name}`);
    }
    const env = { ...process.env, OS_CLIENT_CONFIG_FILE: describeLab(environment).clouds };
    const cloud = await openCloud(site.cloud, { env });
    process.stdout.write(JSON.stringify(await objectsOf(cloud, site.region)));
}

async function objectsOf(cloud: Cloud, region: string): Promise<SiteObjects> {
    const ask = <T>(service: string, path: string) => cloud.request<T>(service, region, path);
    const ours = `project_id=${cloud.projectId}`;
    const neutron = collections.map(async (collection) => {
        const body = await ask<Record<string, SiteObject[]>>("network", `/${collection}?${ours}`);
        return [collection, body[collection.replaceAll("-", "_")] ?? []] as const;
    });
    const { servers } = await ask<{ readonly servers: readonly SiteObject[] }>("compute", "/servers");
    const { keypairs } = await ask<{ readonly keypairs: readonly { readonly keypair: SiteObject }[] }>(
        "compute",
        "/os-keypairs",
    );
    const found = Object.fromEntries(await Promise.all(neutron));
    return { ...withoutDefault(found), servers, keypairs: keypairs.map(({ keypair }) => keypair) };
}

/** Neutron makes each project a security group of its own when somebody first looks. */
function withoutDefault(found: Readonly<Record<string, readonly SiteObject[]>>): SiteObjects {
    const groups = (found["security-groups"] ?? []).filter(({ name }) => name !== "default");
    const ids = new Set(groups.map(({ id }) => id));
    const rules = (found["security-group-rules"] ?? []).filter((rule) =>
        ids.has((rule as SiteObject & { readonly security_group_id: string }).security_group_id),
    );
    return { ...found, "security-groups": groups, "security-group-rules": rules };
}

await main(process.argv.slice(2));
