import { remoteCommand, sshArguments as strictArguments } from "../ssh/login.ts";
import { loginKey } from "./keys.ts";
import type { Machine } from "./machine.ts";
import type { Lab } from "./names.ts";
import { enterNamespace } from "./namespace.ts";

/**
 * Arguments that run a command on a machine over SSH, from inside the WAN and with its host key checked.
 * A single argument is a command line for the machine's shell; several are a program and its arguments.
 */
export function sshArguments(lab: Lab, { name, address }: Machine, argv: readonly string[]): readonly string[] {
    const login = { alias: address, address, port: 22, user: "root", hostKeys: [], key: loginKey(lab, name) };
    const options = strictArguments(login, { knownHosts: lab.knownHosts, control: "none" });
    return [...enterNamespace(lab.wan), "ssh", ...options, ...remoteCommand(argv)];
}
