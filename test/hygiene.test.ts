import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, describe, expect, test } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const folders = ["stacks", "plan", "components", "policy", "cli", "cloud", "lab", "ssh", "toolchain"];
const scratch = mkdtempSync(join(tmpdir(), "k-one-hygiene-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const run = (bin: string, args: readonly string[]) =>
    execa(join(root, "node_modules/.bin", bin), args, { cwd: root, reject: false, all: true });

const filesOf = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .map((file) => join(folder, file))
        .filter((file) => file.endsWith(".ts"));

const holdsCode = (file: string) =>
    /^export (async )?(function|class|const)/m.test(readFileSync(join(root, file), "utf8"));

describe("the source as a whole", () => {
    test("is formatted and lints clean", { timeout: 300_000 }, async () => {
        const { exitCode, all } = await run("biome", ["ci", "--colors=off", "."]);
        expect(exitCode, all).toBe(0);
    });

    test("type-checks", { timeout: 300_000 }, async () => {
        const { exitCode, all } = await run("tsc", ["--noEmit"]);
        expect(exitCode, all).toBe(0);
    });

    test("refuses a planner that imports from Pulumi", async () => {
        mkdirSync(join(scratch, "plan"));
        cpSync(join(root, "biome.json"), join(scratch, "biome.json"));
        const planted = join(scratch, "plan", "planted.ts");
        writeFileSync(planted, 'import * as pulumi from "@pulumi/pulumi";\n\nexport const planted = pulumi.version;\n');
        const { exitCode, all } = await run("biome", [
            "lint",
            "--colors=off",
            "--vcs-enabled=false",
            `--config-path=${scratch}`,
            planted,
        ]);
        expect(exitCode).not.toBe(0);
        expect(all).toContain("plan/ is pure");
    });

    test("has a test beside every module that holds code", () => {
        const tests = new Set(filesOf("test"));
        const untested = folders
            .filter((folder) => readdirSync(root).includes(folder))
            .flatMap(filesOf)
            .filter(holdsCode)
            .filter((file) => !tests.has(join("test", file.replace(/\.ts$/, ".test.ts"))));
        expect(untested).toEqual([]);
    });
});
