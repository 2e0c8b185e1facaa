import { join } from "node:path";
import { execa } from "execa";
import { expect } from "vitest";
import type { RunSummary } from "../../cli/summary.ts";
import type { VerificationReport } from "../../cli/verify/report.ts";
import { projectFolder } from "../../lab/names.ts";
import type { SiteObjects } from "./objects.ts";

/** Starts the `k-one` command as a user does; a failure is the caller's to judge. */
export function kOne(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
    return execa("node", [join(projectFolder, "cli/k-one.mjs"), ...words], { cwd: projectFolder, env, reject: false });
}

/** Runs a command that runs stacks and returns its JSON, whatever its exit code. */
export async function summaryOf(...words: readonly string[]): Promise<RunSummary & { readonly exitCode: number }> {
    const { stdout, stderr, exitCode } = await kOne([...words, "--json"]);
    expect(stdout, stderr).toMatch(/^\{/);
    return { ...(JSON.parse(stdout) as RunSummary), exitCode: exitCode ?? -1 };
}

/** Runs a command that runs stacks and must succeed. */
export async function finished(...words: readonly string[]): Promise<RunSummary> {
    const summary = await summaryOf(...words);
    expect(summary.exitCode, JSON.stringify(summary.stacks, null, 4)).toBe(0);
    return summary;
}

/** Runs `k-one verify` and returns its JSON, whatever its exit code. */
export async function verified(
    environment: string,
    ...options: readonly string[]
): Promise<VerificationReport & { readonly exitCode: number }> {
    const { stdout, stderr, exitCode } = await kOne(["verify", environment, "--json", ...options]);
    expect(stdout, stderr).toMatch(/^\{/);
    return { ...(JSON.parse(stdout) as VerificationReport), exitCode: exitCode ?? -1 };
}

/** Runs `inside.ts` in the lab's network and returns what it prints. */
export async function inside(environment: string, args: readonly string[], input = ""): Promise<string> {
    const program = ["--import", "tsx", join(projectFolder, "test/e2e/inside.ts"), environment];
    const { stdout } = await execa("node", [...program, ...args], { cwd: projectFolder, input });
    return stdout;
}

/** What stands in a site's project. */
export async function objectsOf(environment: string, site: string): Promise<SiteObjects> {
    const program = ["--import", "tsx", join(projectFolder, "test/e2e/objects.ts"), environment, site];
    return JSON.parse((await execa("node", program, { cwd: projectFolder })).stdout) as SiteObjects;
}
