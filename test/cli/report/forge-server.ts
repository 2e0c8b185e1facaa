import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A comment or an issue, as GitHub and GitLab both have it. */
export interface StoredItem {
    readonly id: number;
    body: string;
    state: string;
    readonly author: string;
    /** @default - it is a comment */
    readonly title?: string;
    /** @default false */
    readonly isPullRequest?: boolean;
}

/** An answer that is given once, in place of the true one. */
export interface Fault {
    readonly status: number;
    /** @default - none */
    readonly headers?: Readonly<Record<string, string>>;
    /** @default - a message */
    readonly body?: unknown;
}

/** A server on this computer that has lists with pages, tokens and limits, as the API of GitHub or GitLab. */
export interface ForgeServer {
    readonly url: string;
    readonly comments: StoredItem[];
    readonly issues: StoredItem[];
    /** Given out first, one a request. */
    readonly faults: Fault[];
    /** Method and path of each request. */
    readonly calls: string[];
    close(): void;
}

/** Whom the token belongs to, and the largest page. */
export const me = { gitHub: "github-actions[bot]", gitLab: "k-one-bot" };
export const token = `ghs_${"x".repeat(36)}`;
const mostPerPage = 100;

/** Starts one with those comments and issues. */
export async function startForge(comments: StoredItem[] = [], issues: StoredItem[] = []): Promise<ForgeServer> {
    const state = { comments, issues, faults: [] as Fault[], calls: [] as string[] };
    const server = createServer((request, response) => void answer(state, request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { ...state, url: addressOf(server), close: () => server.close() };
}

function addressOf(server: Server): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type State = Pick<ForgeServer, "comments" | "issues" | "faults" | "calls">;

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", headers } = request;
    const url = new URL(request.url ?? "/", `http://${headers.host}`);
    state.calls.push(`${method} ${url.pathname}`);
    const send = (status: number, body: unknown, more: Readonly<Record<string, string>> = {}) =>
        response.writeHead(status, { "content-type": "application/json", ...more }).end(JSON.stringify(body));
    const fault = state.faults.shift();
    if (fault !== undefined) return void send(fault.status, fault.body ?? { message: "as asked" }, fault.headers);
    const isGitLab = headers["private-token"] === token;
    if (!isGitLab && headers.authorization !== `Bearer ${token}`) return void send(401, { message: "Bad credentials" });
    if (url.pathname === "/user") {
        if (isGitLab) return void send(200, { username: me.gitLab });
        return void send(403, { message: "Resource not accessible by integration" });
    }
    const list = /\/(comments|notes)\b/.test(url.pathname) ? state.comments : state.issues;
    const show = isGitLab ? asGitLab : asGitHub;
    if (method === "GET") return sendPage(list.filter(({ state: now }) => now !== "closed").map(show), url, send);
    const body = (await json(request)) as Readonly<Record<string, string>>;
    const id = Number(/\/(\d+)$/.exec(url.pathname)?.[1]);
    const item = method === "POST" ? added(list, body, isGitLab) : list.find((one) => one.id === id);
    if (item === undefined) return void send(404, { message: "Not Found" });
    item.body = body.body ?? body.description ?? item.body;
    if (body.state === "closed" || body.state_event === "close") item.state = "closed";
    send(method === "POST" ? 201 : 200, show(item));
}

function added(list: StoredItem[], body: Readonly<Record<string, string>>, isGitLab: boolean): StoredItem {
    const title = body.title === undefined ? {} : { title: body.title };
    const item = { id: list.length + 1, body: "", state: "open", author: isGitLab ? me.gitLab : me.gitHub, ...title };
    list.push(item);
    return item;
}

function sendPage(
    items: readonly object[],
    url: URL,
    send: (status: number, body: unknown, headers?: Readonly<Record<string, string>>) => unknown,
): void {
    const size = Math.min(Number(url.searchParams.get("per_page") ?? 30), mostPerPage);
    const page = Number(url.searchParams.get("page") ?? 1);
    const next = new URL(url);
    next.searchParams.set("page", String(page + 1));
    const link = page * size < items.length ? { link: `<${url}>; rel="first", <${next}>; rel="next"` } : {};
    send(200, items.slice((page - 1) * size, page * size), link);
}

function asGitHub({ id, body, state, author, isPullRequest, title }: StoredItem): object {
    const more = { ...(isPullRequest === true ? { pull_request: {} } : {}), ...(title === undefined ? {} : { title }) };
    return { id, number: id, body, state, user: { login: author }, html_url: `https://forge.example/${id}`, ...more };
}

function asGitLab({ id, body, state, author, title }: StoredItem): object {
    if (title === undefined) return { id, body, author: { username: author } };
    return {
        id: id + 1000,
        iid: id,
        description: body,
        state,
        author: { username: author },
        web_url: `https://forge.example/${id}`,
    };
}

/** A comment of somebody. */
export function item(id: number, body: string, author: string = me.gitHub, more: Partial<StoredItem> = {}): StoredItem {
    return { id, body, state: "open", author, ...more };
}
