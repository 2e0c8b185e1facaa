import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenEnvironment } from "../../cli/environment.ts";
import type { EnvironmentPlan, SitePlan } from "../../plan/environment-plan.ts";

/** A CLI that does what a few lines of shell say, for what the true one can't be made to do at will. */
export interface PulumiStandIn {
    readonly environment: OpenEnvironment;
    /** Arguments of every call but `version`, and then its variables that concern us. */
    calls(): readonly string[];
    remove(): void;
}

/** `script` is the body of a shell's `case "$1 $2"`. */
export function pulumiStandIn(script: string, stacks: readonly string[] = ["lab-gist"]): PulumiStandIn {
    const folder = mkdtempSync(join(tmpdir(), "k-one-pulumi-"));
    const pulumi = join(folder, "bin/pulumi");
    mkdirSync(join(folder, "bin"));
    mkdirSync(join(folder, "logs"));
    mkdirSync(join(folder, "stacks"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: k-one\nruntime: nodejs\nmain: stacks/index.ts\n");
    writeFileSync(join(folder, "stacks/Pulumi.lab-gist.yaml"), "config: {}\n");
    writeFileSync(pulumi, `#!/bin/sh\n${calls}\ncase "$1 $2" in\n${script}\n${defaults}\nesac\n`);
    chmodSync(pulumi, 0o755);
    const site = { site: "gist", stack: "lab-gist", cloud: "lab-gist", region: "RegionOne", kBox: kBox() } as SitePlan;
    const backend = `file://${folder}/state`;
    // Its backend is what tells it from the stand-ins of tests beside this one: their stacks have the same name.
    const env = { PATH: process.env.PATH ?? "", K_ONE_RUN: String(process.pid), PULUMI_BACKEND_URL: backend };
    const environment: OpenEnvironment = {
        name: "lab",
        plan: { environment: "lab", tower: { stack: "lab-tower" }, sites: [site] } as unknown as EnvironmentPlan,
        pulumi: { folder, pulumi, env },
        backend,
        stacks: new Set(stacks),
        policyPack: null,
        logs: join(folder, "logs"),
    };
    return {
        environment,
        calls: () => (existsSync(`${pulumi}.calls`) ? readFileSync(`${pulumi}.calls`, "utf8").trim().split("\n") : []),
        remove: () => rmSync(folder, { recursive: true }),
    };
}

function kBox() {
    return { address: "203.0.113.11", port: 22, user: "root", hostKey: "ssh-ed25519 AAAA" };
}

const calls = `[ "$1" = version ] || echo "$* [$K_ONE_STACK]" >> "$0.calls"`;

const defaults = `"version "*) echo v3.250.0 ;;
"stack export") echo '{"version": 3, "deployment": {"resources": [{"type": "t", "urn": "u"}]}}' ;;
"stack output") echo '{}' ;;
"stack history") echo '[]' ;;
`;
