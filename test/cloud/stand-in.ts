import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a path of the stand-in answers: a JSON body, or a status with one. */
export type Answer = object | { readonly status: number; readonly body: object };

/** A Keystone with a few lists behind it, for what can't be provoked on a real cloud. */
export interface StandIn {
    readonly url: string;
    /** `METHOD path` of every call but the ones for tokens. */
    readonly calls: string[];
    /** Bodies that were sent for tokens. */
    readonly logins: unknown[];
    /** Environment whose `OS_CLIENT_CONFIG_FILE` has the entry `site` for it. */
    readonly env: NodeJS.ProcessEnv;
    /** Makes the next call with the current token be refused. */
    expireToken(): void;
    close(): Promise<void>;
}

const password = "correct-horse";

/** Starts one; `answers` maps `path` (service's version included) to what it answers, whatever the query. */
export async function startStandIn(answers: Readonly<Record<string, Answer>>): Promise<StandIn> {
    const folder = mkdtempSync(join(tmpdir(), "k-one-cloud-"));
    const state = { token: 1, calls: [] as string[], logins: [] as unknown[] };
    const server = createServer((request, response) => {
        void reply(request, answers, state, server).then(({ status, body, headers }) => {
            response.writeHead(status, headers).end(JSON.stringify(body));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = address(server);
    writeFileSync(join(folder, "clouds.yaml"), cloudsYaml(url));
    return {
        url,
        calls: state.calls,
        logins: state.logins,
        env: { OS_CLIENT_CONFIG_FILE: join(folder, "clouds.yaml"), OS_CLIENT_SECURE_FILE: join(folder, "none") },
        expireToken: () => {
            state.token += 1;
        },
        close: () =>
            new Promise((resolve) => {
                rmSync(folder, { recursive: true });
                server.closeAllConnections();
                server.close(() => resolve());
            }),
    };
}

function cloudsYaml(url: string): string {
    return `clouds:
  site:
    region_name: RegionOne
    auth: { auth_url: "${url}", username: k-one-gist, password: ${password}, project_name: k-one-gist }
`;
}

interface Reply {
    readonly status: number;
    readonly body: object;
    readonly headers: Record<string, string>;
}

async function reply(
    request: IncomingMessage,
    answers: Readonly<Record<string, Answer>>,
    state: { token: number; calls: string[]; logins: unknown[] },
    server: Server,
): Promise<Reply> {
    const text = await read(request);
    if (request.url === "/v3/auth/tokens") {
        const login = JSON.parse(text);
        state.logins.push(login);
        const given = login.auth.identity.password?.user.password ?? login.auth.identity.application_credential?.secret;
        return given === password ? token(state.token, server) : { status: 401, body: {}, headers: {} };
    }
    state.calls.push(`${request.method} ${request.url}`);
    if (request.headers["x-auth-token"] !== `token-${state.token}`) {
        return { status: 401, body: {}, headers: {} };
    }
    const found = answers[(request.url ?? "").split("?")[0] ?? ""] ?? {
        status: 404,
        body: { message: "no such thing" },
    };
    return "status" in found && "body" in found
        ? { status: found.status as number, body: found.body as object, headers: {} }
        : { status: 200, body: found, headers: {} };
}

function token(serial: number, server: Server): Reply {
    const url = address(server);
    const endpoint = (type: string, path: string) => ({
        type,
        endpoints: [
            { interface: "internal", region: "RegionOne", url: "http://192.0.2.1" },
            { interface: "public", region: "RegionOne", url: `${url}${path}` },
            { interface: "public", region: "RegionTwo", url: "http://127.0.0.1:9" },
        ],
    });
    const catalog = [
        endpoint("network", "/network"),
        endpoint("compute", "/compute/v2.1"),
        endpoint("identity", "/other"),
    ];
    const body = { token: { project: { id: "p1" }, user: { id: "u1" }, catalog } };
    return { status: 201, body, headers: { "x-subject-token": `token-${serial}` } };
}

function address(server: Server): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function read(request: IncomingMessage): Promise<string> {
    let text = "";
    for await (const chunk of request) {
        text += chunk;
    }
    return text;
}
