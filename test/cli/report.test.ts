import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kOne } from "../e2e/k-one.ts";
import { type ForgeServer, startForge, token } from "./report/forge-server.ts";

const folder = mkdtempSync(join(tmpdir(), "k-one-report-"));
const file = join(folder, "comment.md");
let server: ForgeServer;

beforeAll(async () => {
    server = await startForge();
    writeFileSync(file, "<!-- k-one:preview:kone -->\ntext\n");
});

afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
});

const report = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    kOne(["report", ...words], {
        ...{
            GITHUB_REPOSITORY: "o/r",
            GITHUB_TOKEN: token,
            GITHUB_API_URL: server.url,
            GITHUB_REF: "refs/pull/7/merge",
        },
        ...env,
    });

describe("k-one report", () => {
    test("puts a comment onto the job's own pull request, or onto another one", async () => {
        expect(await report(["comment", file])).toMatchObject({
            exitCode: 0,
            stdout: "Comment written: https://forge.example/1",
        });
        expect(server.calls.at(-1)).toBe("POST /repos/o/r/issues/7/comments");
        const { exitCode } = await report(["comment", file, "--pull-request", "8"], { GITHUB_REF: "refs/heads/main" });
        expect(exitCode).toBe(0);
    });

    test("says which pull request is missing, and which file", async () => {
        const { stderr, exitCode } = await report(["comment", file], { GITHUB_REF: "refs/heads/main" });
        expect({ stderr, exitCode }).toMatchObject({
            exitCode: 1,
            stderr: expect.stringContaining("Name it with --pull-request"),
        });
        expect((await report(["comment", join(folder, "none.md")])).stderr).toMatch(/none\.md can't be read/);
    });
});
