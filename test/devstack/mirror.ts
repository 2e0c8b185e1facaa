import { execa } from "execa";
import { releases } from "../../plan/dev-stack/releases.ts";

/** Where DevStack and the services come from, and why they can't, or `null`. */
export interface GitMirror {
    /** URL before `/openstack/<repository>`. */
    readonly base: string;
    readonly reason: string | null;
}

/** What `GIT_BASE` names, or OpenStack's own server; asked for every repository that a region is made of. */
export async function findMirror(env: NodeJS.ProcessEnv = process.env): Promise<GitMirror> {
    const base = (env.GIT_BASE ?? "https://opendev.org").replace(/\/+$/, "");
    const { services, branch } = releases["2025.2"];
    const asked = ["devstack", ...Object.keys(services)].map((name) => complaint(base, name, branch));
    const reason = (await Promise.all(asked)).find((found) => found !== null) ?? null;
    return { base, reason };
}

/** A server has no way to be asked for a commit; that is said by `stack.sh` then. */
async function complaint(base: string, name: string, branch: string): Promise<string | null> {
    const url = `${base}/openstack/${name}.git`;
    const env = { GIT_TERMINAL_PROMPT: "0" };
    const options = { reject: false, timeout: 60_000, env } as const;
    const { failed, stderr, stdout } = await execa("git", ["ls-remote", url, `refs/heads/${branch}`], options);
    const why = stderr.split("\n").find((line) => line.startsWith("fatal: ")) ?? "no answer in 60 s";
    if (failed) return `${url} can't be read: ${why.replace(/\.$/, "")}`;
    return stdout.includes(branch) ? null : `${url} has no branch ${branch}`;
}
