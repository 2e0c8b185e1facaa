// Runs inside a lab's WAN: makes requests as the cloud's administrator, and prints the answers as JSON.
// Takes {authUrl, password, calls} on standard input.
import { text } from "node:stream/consumers";
import { z } from "zod";

/** One request to a Neutron or to Tricircle's Admin API. */
export interface Call {
    readonly method: "DELETE" | "GET" | "POST" | "PUT";
    readonly url: string;
    /**
     * Sent as JSON.
     * @default nothing is sent
     */
    readonly body?: object | undefined;
}

/** What came back; status 0 when nobody answered. */
export interface Answer {
    readonly status: number;
    readonly body: unknown;
}

const callSchema = z.object({
    method: z.enum(["DELETE", "GET", "POST", "PUT"]),
    url: z.url(),
    body: z.looseObject({}).optional(),
});
const taskSchema = z.object({ authUrl: z.url(), password: z.string(), calls: z.array(callSchema) });

const { authUrl, password, calls } = taskSchema.parse(JSON.parse(await text(process.stdin)));
const token = await signIn();
// All at once: whoever wants one after the other runs this program twice.
process.stdout.write(JSON.stringify(await Promise.all(calls.map(answerTo))));

async function signIn(): Promise<string> {
    const domain = { id: "default" };
    const identity = { methods: ["password"], password: { user: { name: "admin", domain, password } } };
    const auth = { identity, scope: { project: { name: "admin", domain } } };
    const answer = await fetch(`${authUrl}/auth/tokens`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ auth }),
    });
    return answer.headers.get("X-Subject-Token") ?? "";
}

async function answerTo({ method, url, body }: Call): Promise<Answer> {
    const headers = { "Content-Type": "application/json", "X-Auth-Token": token };
    try {
        const init = { method, headers, signal: AbortSignal.timeout(180_000) };
        const answer = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
        const said = await answer.text();
        return { status: answer.status, body: said.startsWith("{") ? JSON.parse(said) : said };
    } catch (error) {
        return { status: 0, body: String(error) };
    }
}
