import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { verifyCommand, verifyEnvironment } from "../../cli/verify.ts";
import { UserError } from "../../plan/user-error.ts";
import { samplePlan } from "./verify/fakes.ts";

/** Nothing may leave this computer, so a script that refuses every login stands in for `ssh`. */
describe("verifyEnvironment", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "k1t-"));
        writeFileSync(join(folder, "ssh"), "#!/bin/sh\necho 'Permission denied (publickey).' >&2\nexit 255\n");
        chmodSync(join(folder, "ssh"), 0o755);
        writeFileSync(join(folder, "clouds.yaml"), "clouds: {}\n");
        vi.stubEnv("PATH", `${folder}:${process.env.PATH}`);
        vi.stubEnv("OS_CLIENT_CONFIG_FILE", join(folder, "clouds.yaml"));
        vi.stubEnv("TMPDIR", folder);
    });

    afterEach(() => {
        vi.unstubAllEnvs();
        rmSync(folder, { recursive: true });
    });

    const leftovers = () => readdirSync(folder).filter((name) => name.startsWith("k1v-"));

    test("sites that can't be reached fail with a reason that names them", async () => {
        const { ok, culprit, checks } = await verifyEnvironment(samplePlan());
        expect(ok).toBe(false);
        expect(culprit).toMatch(/^No site answers at all/);
        expect(checks).toHaveLength(2 * 11 + 2 * 3);
        expect(checks.every((check) => !check.ok && /site (gist|korea)/.test(check.reason))).toBe(true);
        expect(leftovers()).toEqual([]);
    });

    test("only what concerns the wanted site is tried", async () => {
        const { checks } = await verifyEnvironment(samplePlan(["a", "b", "c"]), { sites: ["b"] });
        expect(checks).toHaveLength(4 * 11 + 2 + 2);
        expect(checks.every(({ sites }) => sites.includes("b"))).toBe(true);
    });

    test("only what is wanted to be known is tried", async () => {
        const { checks } = await verifyEnvironment(samplePlan(), { only: "paths" });
        expect(checks).toHaveLength(2 * 7 + 2 * 2);
        const { checks: others } = await verifyEnvironment(samplePlan(), { only: "isolation" });
        expect(others).toHaveLength(2 * 4 + 2);
    });

    test("an unknown site is an error that lists the known ones", async () => {
        await expect(verifyEnvironment(samplePlan(), { sites: ["kaist"] })).rejects.toThrow(
            new UserError("kaist: no site of sample. Allowed: gist, korea."),
        );
    });

    test("a lab is refused outside its own network", async () => {
        await expect(verifyEnvironment({ ...samplePlan(), environment: "labnone" })).rejects.toThrow(/k-one lab/);
    });

    test("ends early when it is told to, and leaves nothing behind", async () => {
        const signal = AbortSignal.abort(new Error("enough"));
        await expect(verifyEnvironment(samplePlan(), { signal })).rejects.toThrow("enough");
        expect(leftovers()).toEqual([]);
    });
});

describe("verifyCommand", () => {
    test("says in its help what it takes", () => {
        expect(verifyCommand().helpInformation()).toMatch(/verify \[options\] <environment>[\s\S]*--site[\s\S]*--json/);
    });

    test("an environment without stack files is an error for the user", async () => {
        await expect(verifyCommand().parseAsync(["node", "verify", "nowhere"])).rejects.toThrow(/nowhere/);
    });
});
