import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { contradicting, ensurePassphrase, ensureStack, environmentOf, variablesOf } from "../../lab/pulumi.ts";
import { fakePulumi } from "./fake-pulumi.ts";
import { scratchLab } from "./scratch.ts";

describe("a lab's variables", () => {
    test("lead to its state, whatever characters its folder has", () => {
        const lab = scratchLab();
        const variables = variablesOf(lab);
        expect(variables.PULUMI_BACKEND_URL).not.toContain(" ");
        expect(fileURLToPath(variables.PULUMI_BACKEND_URL ?? "")).toBe(lab.state);
        expect(variables).toMatchObject({
            PULUMI_CONFIG_PASSPHRASE_FILE: lab.passphrase,
            OS_CLIENT_CONFIG_FILE: lab.clouds,
        });
    });

    test("win over what the caller's shell has set", () => {
        process.env.OS_CLOUD = "elsewhere";
        process.env.PULUMI_CONFIG_PASSPHRASE = "other";
        onTestFinished(() => {
            delete process.env.OS_CLOUD;
            delete process.env.PULUMI_CONFIG_PASSPHRASE;
        });
        expect(contradicting()).toEqual(expect.arrayContaining(["OS_CLOUD", "PULUMI_CONFIG_PASSPHRASE"]));
        const env = environmentOf(scratchLab(), { pulumi: "pulumi", env: { PULUMI_HOME: "/home" } });
        expect(env).not.toHaveProperty("OS_CLOUD");
        expect(env).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE");
        expect(env).toMatchObject({ PULUMI_HOME: "/home", PATH: process.env.PATH });
    });
});

test("the passphrase is made once, for root only", () => {
    const lab = scratchLab();
    ensurePassphrase(lab);
    const first = readFileSync(lab.passphrase, "utf8");
    ensurePassphrase(lab);
    expect(readFileSync(lab.passphrase, "utf8")).toBe(first);
    expect(first.length).toBeGreaterThan(30);
    expect(statSync(lab.passphrase).mode & 0o777).toBe(0o600);
});

test("a stack that is there is fine, and any other complaint is not", async () => {
    const lab = scratchLab();
    const tool = fakePulumi();
    await ensureStack(lab, tool, "labunit-gist").catch(() => {});
    await expect(ensureStack(lab, tool, "labunit-gist")).resolves.toBeUndefined();
    await expect(ensureStack(lab, { ...tool, pulumi: "/bin/false" }, "labunit-gist")).rejects.toThrow(
        /stack init labunit-gist/,
    );
});
