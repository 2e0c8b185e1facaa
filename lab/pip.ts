import { homedir } from "node:os";
import path from "node:path";
import { readText } from "./processes.ts";

/** Settings of pip for a bare machine: this computer's own index, and the certificates that the machine trusts. */
export function pipSettings(index: string | null = hostPipIndex()): string {
    const settings = ["cert = /etc/ssl/certs/ca-certificates.crt", "retries = 10", "timeout = 180"];
    return ["[global]", ...(index === null ? [] : [`index-url = ${index}`]), ...settings, ""].join("\n");
}

/** Index that this computer's own pip installs from; `null` for everybody's. */
export function hostPipIndex(env: NodeJS.ProcessEnv = process.env, home: string = homedir()): string | null {
    if (env.PIP_INDEX_URL) return env.PIP_INDEX_URL;
    const files = [path.join(home, ".config/pip/pip.conf"), path.join(home, ".pip/pip.conf"), "/etc/pip.conf"];
    const found = files.map((file) => /^index-url\s*[=:]\s*(\S+)/m.exec(readText(file) ?? "")?.[1]);
    return found.find((index) => index !== undefined) ?? null;
}
