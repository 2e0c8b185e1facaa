import type { SitePlan } from "../../plan/environment-plan.ts";
import { UserError } from "../../plan/user-error.ts";
import { noAnswer, otherHostKey, refusedKey } from "../causes.ts";
import type { OpenEnvironment } from "../environment.ts";
import { callPulumi } from "../pulumi.ts";
import { kBoxLogin } from "../ssh/logins.ts";
import { Connections, LoginError } from "../verify/connections.ts";
import type { Shell } from "../verify/shell.ts";
import { holdKey } from "./key-agent.ts";

/**
 * Works on a site's K-Box, logged in with the key that its stack has for it; nothing stays open.
 * @throws UserError that says why nobody got in.
 */
export async function withKBox<T>(
    environment: Pick<OpenEnvironment, "pulumi">,
    site: SitePlan,
    signal: AbortSignal,
    work: (shell: Shell) => Promise<T>,
): Promise<T> {
    return withStackKey(environment, site.stack, signal, async (connections, agent) =>
        work(await logIn(connections, site, agent)),
    );
}

/**
 * Works with connections and the socket of an agent that holds the key which a stack has for its machines; nothing stays open.
 * @throws UserError when the stack's key can't be used.
 */
export async function withStackKey<T>(
    { pulumi }: Pick<OpenEnvironment, "pulumi">,
    stack: string,
    signal: AbortSignal,
    work: (connections: Connections, agent: string) => Promise<T>,
): Promise<T> {
    const agent = await holdKey(await callPulumi(pulumi, ["config", "get", "k-one:kBoxKey", "--stack", stack]));
    const connections = await Connections.create(signal);
    try {
        return await work(connections, agent.socket);
    } finally {
        await connections.close();
        await agent.close();
    }
}

async function logIn(connections: Connections, site: SitePlan, agent: string): Promise<Shell> {
    const login = { ...kBoxLogin(site, { labKeys: null, env: {} }), agent };
    try {
        return await connections.open(login);
    } catch (error) {
        throw error instanceof LoginError ? new UserError(explainLogin(site, error)) : error;
    }
}

/** Why a login at a site's K-Box failed, and what to do, in a sentence. */
export function explainLogin(site: SitePlan, error: LoginError): string {
    if (error.hostKey) return otherHostKey(site);
    return error.refused ? refusedKey(site) : noAnswer(site, error.message);
}
