import { type CloudEntry, readCloudEntry } from "./clouds-file.ts";
import { CloudError, errorText, unanswered } from "./errors.ts";
import { type HttpAnswer, send } from "./http.ts";
import { authenticate, keystoneUrl, type Session } from "./keystone.ts";

export { CloudError, NoAnswerError } from "./errors.ts";

/** How {@link openCloud} finds and asks a cloud. */
export interface CloudOptions {
    /**
     * Variables to read, such as `OS_CLIENT_CONFIG_FILE`; for a lab `{ ...process.env, ...labEnv(environment) }`.
     * @default process.env
     */
    readonly env?: NodeJS.ProcessEnv;
    /**
     * Folder whose own `clouds.yaml` counts.
     * @default process.cwd()
     */
    readonly folder?: string;
    /**
     * Milliseconds for each call.
     * @default 15000
     */
    readonly timeout?: number;
}

/** What a call may carry. */
export interface CloudRequest {
    /** @default "GET" */
    readonly method?: string;
    /**
     * Sent as JSON.
     * @default - nothing
     */
    readonly body?: unknown;
    /**
     * Further headers, such as `x-openstack-nova-api-version`.
     * @default - none
     */
    readonly headers?: Readonly<Record<string, string>>;
    /**
     * Milliseconds for this call.
     * @default - the cloud's own
     */
    readonly timeout?: number;
}

/** An entry of `clouds.yaml` that a token was given for. */
export interface Cloud {
    /** Entry's name, such as `lab-gist`. */
    readonly entry: string;
    /** The entry's own `region_name`, or `null`. */
    readonly region: string | null;
    /** Project of the token, or `null` when it is for a domain or the system. */
    readonly projectId: string | null;
    readonly userId: string;
    /** Regions that Keystone's catalogue has a public endpoint in, sorted. */
    readonly regions: readonly string[];
    /** Services of a region, by type, such as `network`: its public URL from Keystone's catalogue. */
    endpoints(region: string): Readonly<Record<string, string>>;
    /**
     * Calls a service of a region and returns its JSON (`undefined` when the answer is empty).
     * @param service Type in Keystone's catalogue: `network`, `compute`, `image`, `placement`, `identity`.
     * @param path Below the API's version, such as `/networks?name=net1`.
     * @throws CloudError with the HTTP status, or with `null` when no answer came; NoAnswerError when nothing is there.
     */
    request<T>(service: string, region: string, path: string, init?: CloudRequest): Promise<T>;
    /** Gets a token for some work alone, and has Keystone revoke it as soon as that has ended. */
    lend<T>(work: (token: string) => Promise<T>): Promise<T>;
}

/** Last part of each API's URL. A catalogue may name it or not; the path of a request never does. */
const versions: Readonly<Record<string, string>> = {
    network: "/v2.0",
    compute: "/v2.1",
    image: "/v2",
    identity: "/v3",
};

/** Reads an entry of `clouds.yaml` (and `secure.yaml`) and gets a token for it. No secret gets into any error. */
export async function openCloud(entry: string, options: CloudOptions = {}): Promise<Cloud> {
    const found = readCloudEntry(entry, options.env ?? process.env, options.folder ?? process.cwd());
    const timeout = options.timeout ?? 15_000;
    return new OpenCloud(found, timeout, await authenticate(found, timeout));
}

class OpenCloud implements Cloud {
    readonly entry: string;
    readonly region: string | null;
    readonly projectId: string | null;
    readonly userId: string;
    readonly #file: CloudEntry;
    readonly #timeout: number;
    #session: Session;

    constructor(file: CloudEntry, timeout: number, session: Session) {
        this.entry = file.name;
        this.region = file.region;
        this.projectId = session.projectId;
        this.userId = session.userId;
        this.#file = file;
        this.#timeout = timeout;
        this.#session = session;
    }

    get regions(): readonly string[] {
        const endpoints = this.#session.catalog.flatMap((service) => service.endpoints);
        const open = endpoints.filter((endpoint) => endpoint.interface === "public");
        return [...new Set(open.map(({ region }) => region))].sort();
    }

    endpoints(region: string): Readonly<Record<string, string>> {
        const found = this.#session.catalog.flatMap((service) =>
            service.endpoints
                .filter((endpoint) => endpoint.interface === "public" && endpoint.region === region)
                .map((endpoint) => [service.type, endpoint.url] as const),
        );
        return Object.fromEntries(found);
    }

    async request<T>(service: string, region: string, path: string, init: CloudRequest = {}): Promise<T> {
        const url = `${this.#base(service, region)}${path}`;
        let answer = await this.#send(url, region, init);
        if (answer.status === 401) {
            this.#session = await authenticate(this.#file, this.#timeout);
            answer = await this.#send(url, region, init);
        }
        if (answer.status >= 400) {
            throw this.#refused(answer, url, region, init.method ?? "GET");
        }
        return (answer.body === "" ? undefined : JSON.parse(answer.body)) as T;
    }

    async lend<T>(work: (token: string) => Promise<T>): Promise<T> {
        const { token } = await authenticate(this.#file, this.#timeout);
        try {
            return await work(token);
        } finally {
            const headers = { "x-auth-token": token, "x-subject-token": token };
            await this.request("identity", this.region ?? "", "/auth/tokens", { method: "DELETE", headers });
        }
    }

    #base(service: string, region: string): string {
        // Keystone is the one that gave the token, whichever region its endpoint is filed under.
        const url = service === "identity" ? keystoneUrl(this.#file) : this.#endpoint(service, region);
        const trimmed = url.replace(/\/+$/, "");
        const version = versions[service] ?? "";
        return /\/v\d+(\.\d+)?(\/[0-9a-f]+)?$/.test(trimmed) ? trimmed : `${trimmed}${version}`;
    }

    #endpoint(service: string, region: string): string {
        const url = this.endpoints(region)[service];
        if (url === undefined) {
            const known = Object.keys(this.endpoints(region)).sort().join(", ") || "nothing";
            throw new CloudError(
                `${this.entry}: Keystone's catalogue has no public ${service} endpoint in region ${region}; it has ${known}. Is the region's name right?`,
                null,
            );
        }
        return url;
    }

    #send(url: string, region: string, init: CloudRequest): Promise<HttpAnswer> {
        return send({
            method: init.method ?? "GET",
            url,
            headers: {
                "x-auth-token": this.#session.token,
                accept: "application/json",
                ...(init.body === undefined ? {} : { "content-type": "application/json" }),
                ...init.headers,
            },
            body: init.body === undefined ? null : JSON.stringify(init.body),
            timeout: init.timeout ?? this.#timeout,
            tls: this.#file.tls,
        }).catch((error) => {
            throw unanswered(`${this.entry}: ${origin(url)} in ${region}`, error);
        });
    }

    #refused(answer: HttpAnswer, url: string, region: string, method: string): CloudError {
        const text = errorText(answer.body);
        const said = text === "" ? "" : `: ${text}`;
        return new CloudError(
            `${this.entry}: ${method} ${url} in ${region} answered ${answer.status}${said}.`,
            answer.status,
        );
    }
}

function origin(url: string): string {
    return new URL(url).origin;
}
