import { UserError } from "../plan/user-error.ts";
import type { CloudEntry } from "./clouds-file.ts";
import { CloudError, unanswered } from "./errors.ts";
import { type HttpAnswer, send } from "./http.ts";

/** A token and what Keystone said with it. */
export interface Session {
    readonly token: string;
    /** Project the token is for, or `null` when it is for a domain or the system. */
    readonly projectId: string | null;
    readonly userId: string;
    readonly catalog: readonly CatalogService[];
}

/** One service of Keystone's catalogue. */
export interface CatalogService {
    readonly type: string;
    readonly endpoints: readonly CatalogEndpoint[];
}

/** Where a service is reached. */
export interface CatalogEndpoint {
    readonly interface: string;
    readonly region: string;
    readonly url: string;
}

interface TokenBody {
    readonly token: {
        readonly project?: { readonly id: string };
        readonly user: { readonly id: string };
        readonly catalog?: readonly CatalogService[];
    };
}

/** Keystone's v3 URL of an entry, whether or not the file writes `/v3`. */
export function keystoneUrl(entry: CloudEntry): string {
    const url = entry.auth.auth_url?.replace(/\/+$/, "");
    if (url === undefined || !/^https?:\/\//.test(url)) {
        throw new UserError(
            `${entry.file}: clouds.${entry.name}.auth.auth_url: ${url ?? "missing"}. Write Keystone's URL, such as http://203.0.113.10:5000/v3.`,
        );
    }
    return url.endsWith("/v3") ? url : `${url}/v3`;
}

/** Gets a token by password or application credential. */
export async function authenticate(entry: CloudEntry, timeout: number): Promise<Session> {
    const url = `${keystoneUrl(entry)}/auth/tokens`;
    const body = JSON.stringify({ auth: authBody(entry) });
    const headers = { "content-type": "application/json", accept: "application/json" };
    const answer = await send({ method: "POST", url, headers, body, timeout, tls: entry.tls }).catch((error) => {
        throw unanswered(`${entry.name}: Keystone at ${url}`, error);
    });
    return readSession(entry, url, answer);
}

function readSession(entry: CloudEntry, url: string, answer: HttpAnswer): Session {
    if (answer.status === 401) {
        const fix = `Check clouds.${entry.name}.auth in ${entry.file}.`;
        throw new CloudError(`${entry.name}: Keystone at ${url} refused the credentials (401). ${fix}`, 401);
    }
    const token = answer.headers["x-subject-token"];
    if (answer.status !== 201 || typeof token !== "string") {
        const fix = `Is auth_url in ${entry.file} Keystone's?`;
        throw new CloudError(`${entry.name}: ${url} answered ${answer.status} and no token. ${fix}`, answer.status);
    }
    const body = (JSON.parse(answer.body) as TokenBody).token;
    return { token, projectId: body.project?.id ?? null, userId: body.user.id, catalog: body.catalog ?? [] };
}

function authBody(entry: CloudEntry): object {
    if (/^(v3)?applicationcredential$/.test(entry.authType)) {
        return { identity: { methods: ["application_credential"], application_credential: credential(entry) } };
    }
    if (!/^(v3)?password$/.test(entry.authType)) {
        const allowed = "Use password or v3applicationcredential.";
        throw new UserError(
            `${entry.file}: clouds.${entry.name}.auth_type: ${entry.authType} isn't supported. ${allowed}`,
        );
    }
    const password = need(entry, "password");
    return {
        identity: { methods: ["password"], password: { user: { ...user(entry), password } } },
        ...scope(entry.auth),
    };
}

function credential(entry: CloudEntry): object {
    const secret = need(entry, "application_credential_secret");
    const id = entry.auth.application_credential_id;
    if (id !== undefined) {
        return { id, secret };
    }
    return { name: need(entry, "application_credential_name"), secret, user: user(entry) };
}

function user(entry: CloudEntry): object {
    const { user_id: id, user_domain_id: domainId } = entry.auth;
    if (id !== undefined) {
        return { id };
    }
    return { name: need(entry, "username"), domain: domain(entry.auth, domainId, entry.auth.user_domain_name) };
}

function scope(auth: Readonly<Record<string, string>>): object {
    if (auth.system_scope !== undefined) {
        return { scope: { system: { all: true } } };
    }
    if (auth.project_id !== undefined) {
        return { scope: { project: { id: auth.project_id } } };
    }
    if (auth.project_name !== undefined) {
        const owner = domain(auth, auth.project_domain_id, auth.project_domain_name);
        return { scope: { project: { name: auth.project_name, domain: owner } } };
    }
    const inDomain = auth.domain_id !== undefined || auth.domain_name !== undefined;
    return inDomain ? { scope: { domain: domain(auth, auth.domain_id, auth.domain_name) } } : {};
}

function domain(auth: Readonly<Record<string, string>>, id: string | undefined, name: string | undefined): object {
    const wanted = id ?? (name === undefined ? (auth.domain_id ?? auth.default_domain) : undefined);
    return wanted !== undefined ? { id: wanted } : { name: name ?? auth.domain_name ?? "Default" };
}

function need(entry: CloudEntry, key: string): string {
    const value = entry.auth[key];
    if (value === undefined || value === "") {
        throw new UserError(
            `${entry.file}: clouds.${entry.name}.auth.${key} is missing. Write it there or in secure.yaml.`,
        );
    }
    return value;
}
