import { loginKey } from "./keys.ts";
import type { Machine } from "./machine.ts";
import type { Lab } from "./names.ts";
import { enterNamespace } from "./namespace.ts";

/**
 * Arguments that run a command on a machine over SSH, from inside the WAN and with its host key checked.
 * A single argument is a command line for the machine's shell; several are a program and its arguments.
 */
export function sshArguments(lab: Lab, machine: Machine, argv: readonly string[]): readonly string[] {
    const options = {
        IdentitiesOnly: "yes",
        UserKnownHostsFile: quoted(lab.knownHosts),
        GlobalKnownHostsFile: "/dev/null",
        StrictHostKeyChecking: "yes",
        PasswordAuthentication: "no",
        ConnectTimeout: "5",
        LogLevel: "ERROR",
    };
    const flags = Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
    const login = ["-i", loginKey(lab, machine.name).replaceAll("%", "%%"), `root@${machine.address}`];
    return [
        ...enterNamespace(lab.wan),
        "ssh",
        "-F",
        "/dev/null",
        ...flags,
        ...login,
        ...(argv.length === 1 ? argv : argv.map(word)),
    ];
}

// SSH splits the option at spaces and puts its own words in place of %.
function quoted(file: string): string {
    return `"${file.replaceAll("%", "%%")}"`;
}

// SSH joins the words with spaces and has the other side's shell take them apart again.
function word(text: string): string {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
