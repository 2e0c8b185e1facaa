import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { UserError } from "../plan/user-error.ts";

const debootstrapScript = "/usr/share/debootstrap/scripts/sid";
const aptHelper = "/usr/lib/apt/apt-helper";
const shared = /^Acquire::(https?::(Proxy|Verify|CaInfo)|Check-|Retries)/;

/** Mirror debootstrap takes when none is named: what the lab uses on a host that isn't Debian. */
export async function defaultMirror(script = debootstrapScript): Promise<string> {
    const text = await readFile(script, "utf8");
    const mirror = /^\s*default_mirror\s+(\S+)/m.exec(text)?.[1];
    if (!mirror) {
        throw new UserError(`${script} names no mirror: install Debian's or Ubuntu's own debootstrap.`);
    }
    return mirror;
}

/** Lines of `apt-config dump` that decide how packages are fetched, for the root's own apt. */
export function fetchSettings(dump: string): string {
    const lines = dump.split("\n").filter((line) => shared.test(line) && !line.endsWith('"";'));
    return lines.map((line) => `${line}\n`).join("");
}

/** Proxies among apt's settings, as the environment of a program that isn't apt. */
export function proxyEnv(settings: string): Record<string, string> {
    const found = settings.matchAll(/^Acquire::(https?)::Proxy "([^"]+)";/gm);
    return Object.fromEntries([...found].map(([, scheme = "", proxy = ""]) => [`${scheme}_proxy`, proxy]));
}

/** How this host's apt fetches packages; nothing special where there is no apt. */
export async function hostFetchSettings(): Promise<string> {
    const result = await execa("apt-config", ["dump"], { reject: false });
    return result.failed ? "" : fetchSettings(result.stdout);
}

/** Throws when a mirror doesn't have the suite, or isn't to be had; asks the way apt itself would. */
export async function assertReachable(mirror: string, suite: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), "k-one-apt-"));
    const url = `${mirror}/dists/${suite}/Release`;
    const args = ["download-file", url, join(folder, "Release")];
    const result = await execa(aptHelper, args, { reject: false, timeout: 60_000 });
    await rm(folder, { recursive: true, force: true });
    if (result.failed) {
        throw new UserError(
            `The lab's machines are made from Debian packages, and ${url} can't be fetched. Check the network, the proxy in apt's settings and the mirror in apt's sources.`,
        );
    }
}
