import { connect } from "node:net";
import { type Cloud, CloudError } from "../../cloud/cloud.ts";
import { explain } from "../../cloud/errors.ts";
import type { SshTarget } from "../../plan/environment-plan.ts";
import type { Answer, Reachability } from "./report.ts";

/** Milliseconds that anything gets to answer; Keystone comes before the other APIs, so all of it takes twice that. */
export const patience = 4000;

/** What of a site, or of the tower, is asked. */
export interface Place {
    /** `null`: no machine of its own is known. */
    readonly kBox: Pick<SshTarget, "address" | "port"> | null;
    readonly region: string;
    openCloud(): Promise<Pick<Cloud, "endpoints" | "request">>;
}

/** Asks a K-Box's SSH port and the region's APIs side by side; the answer is there within twice the {@link patience}. */
export async function askAround({ kBox, region, openCloud }: Place): Promise<Omit<Reachability, "devStack" | "jobs">> {
    const [ssh, apis] = await Promise.all([kBox && askSsh(kBox), askApis(region, openCloud)]);
    return { ssh, apis };
}

/** Whether an SSH server greets on a port (RFC 4253, 4.2). Whose it is, `doctor` checks. */
export function askSsh({ address, port }: Pick<SshTarget, "address" | "port">, timeout = patience): Promise<Answer> {
    return new Promise((resolve) => {
        const socket = connect({ host: address, port });
        const end = (reason: string | null) => {
            clearTimeout(timer);
            socket.destroy();
            resolve({ ok: reason === null, reason });
        };
        const timer = setTimeout(() => end(`no answer in ${timeout / 1000} s`), timeout);
        socket.once("data", (data) => end(data.toString("latin1").startsWith("SSH-") ? null : "it is no SSH server"));
        socket.once("error", (error) => end(explain(error)));
        socket.once("end", () => end("it closed the connection"));
    });
}

async function askApis(region: string, openCloud: Place["openCloud"]): Promise<Reachability["apis"]> {
    try {
        const cloud = await openCloud();
        const services = [...new Set(["identity", ...Object.keys(cloud.endpoints(region))])].sort();
        const answers = services.map(async (service) => [service, await askApi(cloud, region, service)] as const);
        return Object.fromEntries(await Promise.all(answers));
    } catch (error) {
        return { identity: judge(error) };
    }
}

/** Any answer but a gateway's counts: what an API thinks of the question doesn't matter here. */
async function askApi(cloud: Pick<Cloud, "request">, region: string, service: string): Promise<Answer> {
    try {
        await cloud.request(service, region, "/");
        return { ok: true, reason: null };
    } catch (error) {
        const answer = judge(error);
        return answer.ok ? { ok: true, reason: null } : answer;
    }
}

function judge(error: unknown): Answer {
    const { message } = error as Error;
    if (!(error instanceof CloudError)) return { ok: error instanceof SyntaxError, reason: message };
    return { ok: error.status !== null && error.status < 500, reason: message };
}
