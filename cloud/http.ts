import * as http from "node:http";
import * as https from "node:https";

/** One HTTP call. */
export interface HttpCall {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    /** Text to send, or `null` for none. */
    readonly body: string | null;
    /** Milliseconds until the answer must be complete. */
    readonly timeout: number;
    readonly tls: HttpTls;
}

/** What `https:` trusts. */
export interface HttpTls {
    /** PEM text of the authorities to trust, or `null` for the computer's own. */
    readonly ca: string | null;
    /** Whether a certificate is checked at all. */
    readonly verify: boolean;
}

/** What came back, whatever its status. */
export interface HttpAnswer {
    readonly status: number;
    readonly headers: http.IncomingHttpHeaders;
    readonly body: string;
}

/**
 * Makes one HTTP call. Node's `fetch` can't be told to trust a cloud's own certificate authority, hence this.
 * It fails when no complete answer came in time; a status of 400 or more is an answer.
 */
export function send(call: HttpCall): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
        const request = start(call, (response) => collect(response).then(resolve, reject));
        const timer = setTimeout(
            () => request.destroy(new Error(`no answer in ${call.timeout / 1000} s`)),
            call.timeout,
        );
        request.on("error", reject);
        request.on("close", () => clearTimeout(timer));
        request.end(call.body ?? undefined);
    });
}

function start(call: HttpCall, onResponse: (response: http.IncomingMessage) => void): http.ClientRequest {
    const options = { method: call.method, headers: { ...call.headers, ...length(call.body) } };
    if (!call.url.startsWith("https:")) {
        return http.request(call.url, options, onResponse);
    }
    const ca = call.tls.ca === null ? {} : { ca: call.tls.ca };
    return https.request(call.url, { ...options, ...ca, rejectUnauthorized: call.tls.verify }, onResponse);
}

function length(body: string | null): Record<string, string> {
    return body === null ? {} : { "content-length": String(Buffer.byteLength(body)) };
}

async function collect(response: http.IncomingMessage): Promise<HttpAnswer> {
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
        chunks.push(chunk as Buffer);
    }
    return {
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(chunks).toString("utf8"),
    };
}
