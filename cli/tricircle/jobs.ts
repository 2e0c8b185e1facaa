import { type Cloud, CloudError } from "../../cloud/cloud.ts";

/** A job that XJob, which carries what Central Neutron knows to the regions, hasn't brought to its end. */
export interface TricircleJob {
    readonly id: string;
    /** Tricircle's word, such as `shadow_port_setup`. */
    readonly type: string;
    /** XJob tries a failed one again by itself, one a minute. A new one waits to be taken up. */
    readonly status: "failed" | "new" | "running";
    /** When it was asked for, in UTC, such as `2027-06-30 12:00:00`. */
    readonly time: string;
    /** What it is for, such as `network net3, region RegionOne`. */
    readonly resource: string;
}

/** Where Tricircle's Admin API is asked, with the rights of an administrator. */
export interface AdminApi {
    readonly cloud: Pick<Cloud, "request">;
    /** Region of the Admin API and of Central Neutron. */
    readonly central: string;
}

/** A job as the Admin API shows it. */
export interface ShownJob {
    readonly id: string;
    readonly type: string;
    readonly status: "FAIL" | "NEW" | "RUNNING" | "SUCCESS";
    readonly timestamp: string;
    /** Ids by their kind, such as `network_id`. */
    readonly resource: Readonly<Record<string, string>>;
}

/** Every job that failed or waits, the latest first. Jobs that ended well are not told. */
export async function openJobs(api: AdminApi): Promise<readonly TricircleJob[]> {
    const lists = await Promise.all(["fail", "running", "new"].map((status) => jobsOf(api, `status=${status}`)));
    const jobs = await Promise.all(lists.flat().map((job) => told(api, job)));
    return jobs.sort((one, other) => other.time.localeCompare(one.time));
}

/** Jobs as the Admin API lists them. */
export async function jobsOf({ cloud, central }: AdminApi, filter: string): Promise<readonly ShownJob[]> {
    const { jobs } = await cloud.request<{ readonly jobs: readonly ShownJob[] }>(
        "tricircle",
        central,
        `/jobs?${filter}`,
    );
    return jobs;
}

/** A job with the names of what it is for. */
export async function told(api: AdminApi, { id, type, status, timestamp, resource }: ShownJob): Promise<TricircleJob> {
    const names = await Promise.all(Object.entries(resource).map(([key, value]) => nameOf(api, key, value)));
    return {
        id,
        type,
        status: status === "FAIL" ? "failed" : status === "NEW" ? "new" : "running",
        time: timestamp.slice(0, 19).replace("T", " "),
        resource: names.join(", "),
    };
}

/** `network net3` for the key `network_id`. What has no name, or is gone, is told by its id. */
async function nameOf(api: AdminApi, key: string, id: string): Promise<string> {
    const kind = key.replace(/_id$/, "");
    const ask = kind === "pod" ? regionOf : kind === "project" ? projectOf : neutronNameOf;
    const name = await ask(api, id, kind).catch((error: unknown) => {
        if (error instanceof CloudError) return "";
        throw error;
    });
    return `${kind === "pod" ? "region" : kind} ${name || id}`;
}

async function regionOf({ cloud, central }: AdminApi, id: string): Promise<string> {
    const { pod } = await cloud.request<{ readonly pod: { readonly region_name: string } }>(
        "tricircle",
        central,
        `/pods/${id}`,
    );
    return pod.region_name;
}

async function projectOf({ cloud, central }: AdminApi, id: string): Promise<string> {
    const { project } = await cloud.request<{ readonly project: { readonly name: string } }>(
        "identity",
        central,
        `/projects/${id}`,
    );
    return project.name;
}

async function neutronNameOf({ cloud, central }: AdminApi, id: string, kind: string): Promise<string> {
    const found = await cloud.request<Readonly<Record<string, { readonly name: string }>>>(
        "network",
        central,
        `/${kind}s/${id}`,
    );
    return found[kind]?.name ?? "";
}
