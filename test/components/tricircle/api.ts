import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** A pod as the Admin API keeps it. */
export interface KeptPod {
    readonly pod_id: string;
    readonly region_name: string;
    readonly az_name: string;
}

/** A Keystone, an Admin API that keeps pods, and two Neutrons that show what they are given. */
export interface Api {
    readonly pods: KeptPod[];
    /** What Central Neutron shows, by path. */
    readonly central: Record<string, object>;
    /** `METHOD path` of every call but the ones for tokens. */
    readonly calls: string[];
    /** Path of its `clouds.yaml`, whose entry is `site`. */
    readonly clouds: string;
    close(): Promise<void>;
}

/** Password in its `clouds.yaml`, which no state and no error may hold. */
export const password = "correct-horse";

/** Starts one on a port of this computer. */
export async function startApi(): Promise<Api> {
    const folder = mkdtempSync(join(tmpdir(), "k-one-tricircle-"));
    const api = { pods: [] as KeptPod[], central: {} as Record<string, object>, calls: [] as string[] };
    const server = createServer(async (request, response) => {
        const { method = "", url = "" } = request;
        const body = JSON.parse((await text(request)) || "null") as { readonly pod?: Omit<KeptPod, "pod_id"> } | null;
        if (url === "/v3/auth/tokens") {
            response.writeHead(201, { "x-subject-token": "token" }).end(JSON.stringify({ token: token(base()) }));
            return;
        }
        api.calls.push(`${method} ${url}`);
        const answer = url.startsWith("/v1.0/pods") ? answerPods(api.pods, method, url, body?.pod) : api.central[url];
        response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const clouds = join(folder, "clouds.yaml");
    const auth = { auth_url: base(), username: "k-one-gist", password, project_name: "k-one-gist" };
    writeFileSync(clouds, JSON.stringify({ clouds: { site: { auth } } }));
    const close = () =>
        new Promise<void>((resolve) => {
            rmSync(folder, { recursive: true });
            server.closeAllConnections();
            server.close(() => resolve());
        });
    return { ...api, clouds, close };
}

function token(base: string) {
    const endpoint = (region: string, path: string) => ({ interface: "public", region, url: `${base}${path}` });
    return {
        project: { id: "own-project" },
        user: { id: "user" },
        catalog: [
            { type: "tricircle", endpoints: [endpoint("CentralRegion", "/v1.0")] },
            {
                type: "network",
                endpoints: [endpoint("CentralRegion", "/central/v2.0"), endpoint("RegionOne", "/own/v2.0")],
            },
        ],
    };
}

function answerPods(pods: KeptPod[], method: string, url: string, given: Omit<KeptPod, "pod_id"> | undefined) {
    const place = pods.findIndex(({ pod_id }) => url.endsWith(`/${pod_id}`));
    if (method === "POST" && given !== undefined) {
        pods.push({ ...given, pod_id: `pod-${given.region_name}` });
        return { pod: pods.at(-1) };
    }
    if (url.endsWith("/pods")) return { pods };
    if (place === -1) return undefined;
    return method === "DELETE" ? pods.splice(place, 1) : { pod: pods[place] };
}
