import { UserError } from "../../plan/user-error.ts";

/** Where an API is, and how it is asked. */
export interface ApiSettings {
    /** Who it is, for messages: `GitHub`. */
    readonly name: string;
    /** Such as `https://api.github.com`. */
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    /** What the token must be allowed to do, for the message when it isn't. */
    readonly permission: string;
    /**
     * Waits before another try.
     * @default - a timer
     */
    readonly wait?: (seconds: number) => Promise<void>;
}

/** Longest wait for an API that asks for one, in seconds; a job shouldn't hang for an hour. */
const mostSeconds = 90;
const tries = 4;

/** A REST API with pages, as GitHub and GitLab have it. */
export class Api {
    readonly #settings: ApiSettings;

    constructor(settings: ApiSettings) {
        this.#settings = settings;
    }

    /** Answer's JSON. Tries again after a fault of the server's, and after the wait that it asks for. */
    async request<T>(method: string, path: string, body?: object): Promise<T> {
        const response = await this.#send(method, this.#settings.url + path, body);
        return (await response.json()) as T;
    }

    /** All items of a list, page after page. */
    async all<T>(path: string): Promise<readonly T[]> {
        const items: T[] = [];
        for (let url: string | null = this.#settings.url + path; url !== null; ) {
            const response: Response = await this.#send("GET", url);
            items.push(...((await response.json()) as readonly T[]));
            url = this.#next(response);
        }
        return items;
    }

    async #send(method: string, url: string, body?: object, attempt = 1): Promise<Response> {
        const response = await this.#fetch(method, url, body);
        if (response.ok) return response;
        const seconds = waitFor(response, attempt);
        if (seconds === null || attempt >= tries) throw await this.#refusal(method, url, response);
        await (this.#settings.wait ?? sleep)(seconds);
        return this.#send(method, url, body, attempt + 1);
    }

    async #fetch(method: string, url: string, body?: object): Promise<Response> {
        const { headers, name } = this.#settings;
        const json = body === undefined ? {} : { body: JSON.stringify(body) };
        const signal = AbortSignal.timeout(30_000);
        const all = { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) };
        try {
            return await fetch(url, { method, headers: all, signal, redirect: "error", ...json });
        } catch (error) {
            const { cause, message } = error as Error;
            const why = cause instanceof Error && cause.message !== "" ? cause.message : message;
            throw new UserError(`${name} at ${new URL(url).origin} can't be reached: ${why}. Is its address right?`);
        }
    }

    /** The token goes to the API alone, wherever a link may lead. */
    #next(response: Response): string | null {
        const [, url] = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get("link") ?? "") ?? [];
        if (url === undefined) return null;
        const { url: own, name } = this.#settings;
        if (new URL(url).origin === new URL(own).origin) return url;
        throw new UserError(
            `${name} names ${new URL(url).origin} for its next page, which isn't ${own}; it gets no token.`,
        );
    }

    async #refusal(method: string, url: string, response: Response): Promise<UserError> {
        const { name, permission } = this.#settings;
        const said = (await response.text()).slice(0, 300);
        const hints: Readonly<Record<number, string>> = {
            401: "The token is none, or has run out. Set another one.",
            403: `The token may not do it. It needs ${permission}; one of a fork's pull request never has that.`,
            404: `There is none, or the token may not see it. It needs ${permission}.`,
            429: "It asks for a longer wait than a job should take. Run the job again later.",
        };
        const limited = response.headers.get("x-ratelimit-remaining") === "0" ? hints[429] : undefined;
        const hint = limited ?? hints[response.status] ?? "Run the job again; if it stays so, ask who runs the server.";
        return new UserError(
            `${name} answers ${method} ${new URL(url).pathname} with ${response.status}: ${said} ${hint}`,
        );
    }
}

/** Seconds until another try makes sense, or `null` when none does. */
function waitFor({ status, headers }: Response, attempt: number): number | null {
    if (status >= 500) return 2 ** attempt;
    if (status !== 403 && status !== 429) return null;
    const after = Number(headers.get("retry-after"));
    const reset = headers.get("x-ratelimit-remaining") === "0" ? Number(headers.get("x-ratelimit-reset")) : 0;
    const seconds = after > 0 ? after : reset > 0 ? Math.max(1, reset - Date.now() / 1000) : null;
    return seconds !== null && seconds <= mostSeconds ? seconds : null;
}

function sleep(seconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
