import type { ShownJob } from "../../../cli/tricircle/jobs.ts";
import type { CloudRequest } from "../../../cloud/cloud.ts";
import { CloudError } from "../../../cloud/cloud.ts";

/** Things that have names, by the path that shows them. */
const things: Readonly<Record<string, unknown>> = {
    "tricircle /pods/p1": { pod: { region_name: "RegionOne" } },
    "network /networks/n3": { network: { name: "net3" } },
    "identity /projects/k": { project: { name: "k-one-gist" } },
};

/** A job as Tricircle's own Admin API shows one. */
export function job(id: string, status: ShownJob["status"], more: Partial<ShownJob> = {}): ShownJob {
    const resource = { pod_id: "p1", network_id: "n3" };
    return { id, status, type: "shadow_port_setup", timestamp: "2027-06-30T12:00:00", resource, ...more };
}

/**
 * An Admin API that keeps jobs as tricircle/api/controllers/job.py and finish_job do.
 * @param redo What becomes of the jobs when one is asked for again.
 */
export function adminApiWith(
    jobs: readonly ShownJob[],
    redo: (jobs: readonly ShownJob[]) => readonly ShownJob[] = same,
) {
    let now = jobs;
    const asked: string[] = [];
    const answer = (service: string, path: string, { method = "GET" }: CloudRequest): unknown => {
        const [, id] = /^\/jobs\/(.+)$/.exec(path) ?? [];
        const found = now.find((one) => one.id === id);
        if (id !== undefined && found === undefined) throw new CloudError(`Job ${id} not found`, 404);
        if (found !== undefined && method === "GET") return { job: found };
        if (found !== undefined && found.status === "RUNNING") throw new CloudError("Can't redo job", 400);
        if (found !== undefined) {
            now = redo(now);
            return undefined;
        }
        const filter = new URLSearchParams(path.split("?")[1] ?? "");
        if (path.startsWith("/jobs")) return { jobs: now.filter((one) => fits(one, filter)) };
        const thing = things[`${service} ${path}`];
        if (thing === undefined) throw new CloudError("not there", 404);
        return thing;
    };
    const cloud = {
        request: async <T>(service: string, _region: string, path: string, init: CloudRequest = {}) => {
            asked.push(`${init.method ?? "GET"} ${path}`);
            return answer(service, path, init) as T;
        },
    };
    return { api: { cloud, central: "CentralRegion" }, asked };
}

const same = (jobs: readonly ShownJob[]) => jobs;

function fits(one: ShownJob, filter: URLSearchParams): boolean {
    const [status, type] = [filter.get("status"), filter.get("type")];
    return (status === null || one.status === status.toUpperCase()) && (type === null || one.type === type);
}
