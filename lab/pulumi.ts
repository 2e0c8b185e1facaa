import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import type { Toolchain } from "../toolchain/toolchain.ts";
import { writeWhole } from "./files.ts";
import type { Lab } from "./names.ts";

/** What of the toolchain the lab uses. */
export type PulumiTool = Pick<Toolchain, "pulumi" | "env">;

/** Variables that point Pulumi and OpenStack's tools at a lab: its state, passphrase and `clouds.yaml`. */
export function variablesOf(lab: Lab): Readonly<Record<string, string>> {
    return {
        PULUMI_BACKEND_URL: pathToFileURL(lab.state).href,
        PULUMI_CONFIG_PASSPHRASE_FILE: lab.passphrase,
        OS_CLIENT_CONFIG_FILE: lab.clouds,
    };
}

/** Names of a shell's own variables that would win over {@link variablesOf}. */
export function contradicting(env: NodeJS.ProcessEnv = process.env): readonly string[] {
    const meant = (name: string) => name === "PULUMI_CONFIG_PASSPHRASE" || name === "PULUMI_STACK";
    return Object.keys(env).filter((name) => meant(name) || name.startsWith("OS_"));
}

/** The caller's environment without what contradicts a lab, and with what leads to it. */
export function environmentOf(lab: Lab, tool: PulumiTool): NodeJS.ProcessEnv {
    const kept = Object.entries(process.env).filter(([name]) => !contradicting().includes(name));
    return { ...Object.fromEntries(kept), ...tool.env, ...variablesOf(lab) };
}

/** Makes the passphrase that Pulumi's secrets are encrypted with, once. */
export function ensurePassphrase(lab: Lab): void {
    if (!existsSync(lab.passphrase)) writeWhole(lab.passphrase, randomBytes(24).toString("base64url"), { mode: 0o600 });
}

/** Makes a stack in the lab's state unless it is there. */
export async function ensureStack(lab: Lab, tool: PulumiTool, stack: string): Promise<void> {
    const { failed, stderr } = await pulumi(lab, tool, ["stack", "init", stack, "--secrets-provider", "passphrase"]);
    if (failed && !stderr.includes("already exists")) throw new Error(`pulumi stack init ${stack}: ${stderr}`);
}

/** Encrypts a value into a stack's file; it goes to Pulumi by a pipe, since others can read command lines. */
export async function setSecret(lab: Lab, tool: PulumiTool, stack: string, key: string, value: string): Promise<void> {
    const { failed, stderr } = await pulumi(lab, tool, ["config", "set", key, "--secret", "--stack", stack], value);
    if (failed) throw new Error(`pulumi config set ${key} --secret --stack ${stack}: ${stderr}`);
}

async function pulumi(lab: Lab, tool: PulumiTool, argv: readonly string[], input = "") {
    return execa(tool.pulumi, [...argv, "--non-interactive", "--color", "never"], {
        cwd: lab.project,
        env: environmentOf(lab, tool),
        extendEnv: false,
        input,
        reject: false,
    });
}
