import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { renderValidation, type ValidationReport, validate } from "../../cli/validate.ts";
import { sample } from "../plan/sample.ts";

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "k-one-validate-"));
    for (const name of readdirSync("stacks").filter((file) => file.startsWith("Pulumi.kone-"))) {
        copyFileSync(join("stacks", name), join(folder, name));
    }
});

afterEach(() => rmSync(folder, { recursive: true }));

const warning = expect.objectContaining({ severity: "warning", path: "tower.acceptPlaintext" });

describe("validate", () => {
    test("proves an environment and keeps its warnings", () => {
        expect(validate(folder, "kone")).toEqual({
            ok: true,
            environments: [{ environment: "kone", ok: true, sites: 5, findings: [warning] }],
        });
    });

    test("takes every environment that there is, and one with a mistake spoils the outcome", () => {
        writeFileSync(join(folder, "Pulumi.other-gist.yaml"), sample.gist);
        const { ok, environments } = validate(folder, null);
        expect(ok).toBe(false);
        expect(environments.map(({ environment, ok }) => [environment, ok])).toEqual([
            ["kone", true],
            ["other", false],
        ]);
    });

    test("says all mistakes at once", () => {
        const file = join(folder, "Pulumi.kone-korea.yaml");
        const text = readFileSync(file, "utf8").replace("RegionTwo", "RegionOne").replace("10.2.0.0/24", "10.1.0.0/24");
        writeFileSync(file, text.replace("tenant: 10.2.0.10", "tenant: 10.1.0.10"));
        const [kone] = validate(folder, "kone").environments;
        expect(kone?.findings.map(({ path }) => path)).toEqual([
            "sites.korea.region",
            "sites.korea.tenant.cidr",
            "tower.acceptPlaintext",
        ]);
    });

    test("says which environments there are when there is no such one", () => {
        const [report] = validate(folder, "knoe").environments;
        expect(report).toMatchObject({ environment: "knoe", ok: false, sites: 0 });
        expect(report?.findings[0]?.message).toContain('Did you mean "kone"?');
    });

    test("says that a folder has no environment", () => {
        expect(() => validate(join(folder, "none"), null)).toThrow("none has no stack file of an environment");
    });
});

test("renderValidation has a line for each environment and for each finding", () => {
    const report: ValidationReport = {
        ok: false,
        environments: [
            { environment: "kone", ok: true, sites: 1, findings: [] },
            {
                environment: "lab",
                ok: false,
                sites: 2,
                findings: [
                    { severity: "error", path: "sites.gist.router", message: "missing." },
                    { severity: "warning", path: "tower.acceptPlaintext", message: "until then." },
                ],
            },
        ],
    };
    expect(renderValidation(report, false)).toBe(
        [
            "kone: 1 site, proven.",
            "lab: 2 sites, 1 error, 1 warning.",
            "  error sites.gist.router: missing.",
            "  warning tower.acceptPlaintext: until then.",
        ].join("\n"),
    );
    expect(renderValidation(report, true)).toContain("\u001b[31merror\u001b[0m");
});

test("k-one validate kone --json ends well on a computer with nothing but Node", async () => {
    const command = ["cli/k-one.mjs", "validate", "kone", "--json"];
    const env = { PATH: "/nonexistent", HOME: "/nonexistent" };
    const { stdout, exitCode } = await execa(process.execPath, command, { env, extendEnv: false, reject: false });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, environments: [{ environment: "kone", sites: 5 }] });
});

test("k-one validate ends with 1 when there is a mistake", async () => {
    const { stdout, exitCode } = await execa(process.execPath, ["cli/k-one.mjs", "validate", "knoe"], {
        reject: false,
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("knoe: 0 sites, 1 error.");
});
