import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Whom to log in to, and how the answer is known to come from it. */
export interface Login {
    /** Name under which its host keys are pinned, such as `gist-guest`. */
    readonly alias: string;
    readonly address: string;
    readonly port: number;
    readonly user: string;
    /** Public host keys, one of which it must have. */
    readonly hostKeys: readonly string[];
    /** File with the private key, or `null` for the SSH agent. */
    readonly key: string | null;
    /**
     * Socket of the SSH agent to ask.
     * @default - the user's own, if there is one
     */
    readonly agent?: string;
}

/** Where a connection keeps its files. */
export interface SshFiles {
    readonly knownHosts: string;
    /** Socket over which further sessions share the connection, or `none`. */
    readonly control: string;
}

/** Pins a login's host keys in a file of its own. */
export async function pinHostKeys(folder: string, name: string, login: Login): Promise<SshFiles> {
    const knownHosts = join(folder, `${name}.hosts`);
    await writeFile(knownHosts, login.hostKeys.map((key) => `${login.alias} ${key}\n`).join(""), { mode: 0o600 });
    return { knownHosts, control: join(folder, name) };
}

/**
 * Options and destination of every `ssh` that is run: nobody's configuration, no unknown host, and no questions.
 * @param extra Further options; of the ones before it, nothing can be undone.
 */
export function sshArguments(login: Login, files: SshFiles, extra: readonly string[] = []): readonly string[] {
    const options = [
        "StrictHostKeyChecking=yes",
        `UserKnownHostsFile=${file(files.knownHosts)}`,
        "GlobalKnownHostsFile=/dev/null",
        `HostKeyAlias=${login.alias}`,
        "CheckHostIP=no",
        "UpdateHostKeys=no",
        "VerifyHostKeyDNS=no",
        "ConnectTimeout=5",
        "ServerAliveInterval=5",
        "ServerAliveCountMax=3",
        "LogLevel=ERROR",
        `ControlPath=${file(files.control)}`,
        ...(login.key === null ? [] : ["IdentitiesOnly=yes", `IdentityFile=${file(login.key)}`]),
        ...(login.agent === undefined ? [] : [`IdentityAgent=${file(login.agent)}`]),
        ...extra,
        "BatchMode=yes",
    ];
    const all = options.flatMap((option) => ["-o", option]);
    return ["-F", "none", ...all, "-p", String(login.port), "-l", login.user, login.address];
}

/** `ProxyCommand` that reaches another host's port through the connection of a login. */
export function proxyCommand(through: Login, files: SshFiles, to: Login): string {
    const host = to.address.includes(":") ? `[${to.address}]` : to.address;
    const args = sshArguments(through, files, ["ControlMaster=no"]);
    const words = ["ssh", ...args.slice(0, -1), "-W", `${host}:${to.port}`, ...args.slice(-1)];
    return `ProxyCommand=${words.map((word) => escapeTokens(quote(word))).join(" ")}`;
}

/** Quotes a word for a POSIX shell. */
export function quote(word: string): string {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What follows the destination: a single word is a line for the other side's shell, several are a program and its words. */
export function remoteCommand(words: readonly string[]): readonly string[] {
    // SSH joins the words with spaces and has the other side's shell take them apart again.
    return words.length === 1 ? words : words.map(quote);
}

const explanations: readonly (readonly [RegExp, string])[] = [
    [
        /host key verification failed/i,
        "it answers with another SSH host key than the one pinned; nothing was sent to it",
    ],
    [/permission denied/i, "it refuses the SSH key"],
    [/administratively prohibited/i, "the guest in between forwards no TCP (AllowTcpForwarding)"],
    [/connection refused/i, "nothing listens on its SSH port"],
    [/no route to host/i, "no route to it, or the machine is off"],
    [/corrupted mac|message authentication code/i, "bytes were changed on the way"],
    [/timed out|timeout/i, "its SSH port doesn't answer"],
    [/identity file .* not accessible/i, "the file with the SSH key can't be read"],
];

/** Says in words why `ssh` failed. */
export function explainSsh(errors: string): string {
    const known = explanations.find(([pattern]) => pattern.test(errors));
    // The line about the key exchange only says that the proxy ended; the one before it says why.
    const lines = errors.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("kex_exchange"));
    return known?.[1] ?? lines.at(-1)?.slice(0, 200) ?? "the connection was closed";
}

/** Whether somebody was there, be it to refuse: a machine that is off is silent. */
export function wasAnswered(errors: string): boolean {
    return !/timed out|timeout|no route to host|network is unreachable|host is down/i.test(errors);
}

function escapeTokens(text: string): string {
    return text.replaceAll("%", "%%");
}

/** A file's name as an option's value: OpenSSH would split it at spaces. */
function file(name: string): string {
    return `"${escapeTokens(name)}"`;
}
