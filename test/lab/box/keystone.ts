import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

type Entry = Record<string, unknown> & { id: string };

const kinds: Record<string, string> = {
    projects: "project",
    roles: "role",
    regions: "region",
    services: "service",
    endpoints: "endpoint",
    users: "user",
};

/** As much of Keystone as the catalog's writer uses: collections with queries, sign-in by password, roles of users. */
export class FakeKeystone {
    readonly entries: Record<string, Entry[]> = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
    readonly roles = new Set<string>();
    /** Requests that changed something, as `POST users`. */
    readonly changes: string[] = [];
    private readonly server = createServer(async (request, response) => {
        const { status, body } = this.answer(request, await bodyOf(request));
        response.writeHead(status, { "X-Subject-Token": "token", "Content-Type": "application/json" });
        response.end(status === 204 ? undefined : JSON.stringify(body));
    });

    /** Starts on a free port of loopback; resolves to the port. */
    async start(): Promise<number> {
        await new Promise<void>((listening) => this.server.listen(0, "127.0.0.1", listening));
        return (this.server.address() as AddressInfo).port;
    }

    async stop(): Promise<void> {
        await new Promise((closed) => this.server.close(closed));
    }

    /** Makes an entry as another administrator would. */
    add(kind: string, entry: Record<string, unknown>): void {
        const list = this.list(kind);
        list.push({ id: `${kind}-${list.length}`, ...entry });
    }

    list(kind: string): Entry[] {
        return this.entries[kind] ?? [];
    }

    private answer(request: IncomingMessage, body: Record<string, never>): { status: number; body?: unknown } {
        const url = new URL(request.url ?? "", "http://keystone");
        const [kind = "", id, ...rest] = url.pathname.replace("/v3/", "").split("/");
        if (kind === "auth") {
            return this.signIn(body);
        }
        if (request.method === "GET") {
            return { status: 200, body: { [kind]: this.list(kind).filter((entry) => fits(entry, url.searchParams)) } };
        }
        return this.change(request.method ?? "", kind, id, rest, body[kinds[kind] ?? ""] ?? {});
    }

    private change(method: string, kind: string, id: string | undefined, rest: string[], wanted: object) {
        if (method === "PUT") {
            this.roles.add([id, ...rest].join("/"));
            return { status: 204 };
        }
        this.changes.push(`${method} ${kind}`);
        if (method === "POST") {
            this.add(kind, wanted as Record<string, unknown>);
        } else {
            Object.assign(this.list(kind).find((entry) => entry.id === id) ?? {}, wanted);
        }
        return {
            status: 201,
            body: { [kinds[kind] ?? ""]: this.list(kind).find((entry) => entry.id === id) ?? this.list(kind).at(-1) },
        };
    }

    private signIn(body: { auth?: { identity: { password: { user: { name: string; password: string } } } } }) {
        const wanted = body.auth?.identity.password.user;
        const user = this.list("users").find((entry) => entry.name === wanted?.name);
        const right = user !== undefined && user.password === wanted?.password;
        return right ? { status: 201, body: { token: { project: { id: "p" } } } } : { status: 401, body: {} };
    }
}

function fits(entry: Entry, query: URLSearchParams): boolean {
    return [...query].every(([key, value]) => entry[key] === value);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, never>> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
        chunks.push(chunk as Buffer);
    }
    const text = Buffer.concat(chunks).toString();
    return text === "" ? {} : JSON.parse(text);
}
