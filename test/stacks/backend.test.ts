import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readCheckpoint } from "../../stacks/backend.ts";

describe("readCheckpoint", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "k-one-backend-"));
        mkdirSync(join(folder, ".pulumi/stacks/k-one"), { recursive: true });
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const write = (name: string, data: string | Buffer) => writeFileSync(join(folder, name), data);
    const read = (environment: Record<string, string>) =>
        readCheckpoint({ root: folder, project: "k-one", stack: "lab-gist" }, { PULUMI_HOME: folder, ...environment });

    test("finds a stack's state in the folder that PULUMI_BACKEND_URL names", () => {
        write(".pulumi/stacks/k-one/lab-gist.json", '{"version":3}');
        expect(read({ PULUMI_BACKEND_URL: `file://${folder}` })).toEqual({ version: 3 });
        expect(read({ PULUMI_BACKEND_URL: `file://${folder}?no_tmp_dir=true` })).toEqual({ version: 3 });
    });

    test("takes a relative folder from the project's", () => {
        write(".pulumi/stacks/k-one/lab-gist.json", '{"version":3}');
        expect(read({ PULUMI_BACKEND_URL: "file://." })).toEqual({ version: 3 });
    });

    test("takes the last login when the variable isn't set", () => {
        write("credentials.json", JSON.stringify({ current: `file://${folder}` }));
        write(".pulumi/stacks/k-one/lab-gist.json", '{"version":3}');
        expect(read({})).toEqual({ version: 3 });
    });

    test("reads compressed state", () => {
        write(".pulumi/stacks/k-one/lab-gist.json.gz", gzipSync('{"version":3}'));
        expect(read({ PULUMI_BACKEND_URL: `file://${folder}` })).toEqual({ version: 3 });
    });

    test("finds nothing before the first run, elsewhere, and without a login", () => {
        expect(read({ PULUMI_BACKEND_URL: `file://${folder}` })).toBeNull();
        expect(read({ PULUMI_BACKEND_URL: "s3://bucket" })).toBeNull();
        expect(read({})).toBeNull();
    });
});
