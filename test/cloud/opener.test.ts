import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cloudOpener } from "../../cloud/opener.ts";

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "k-one-opener-"));
    const auth = '{ auth_url: "http://127.0.0.1:1/v3", username: u, password: p, project_name: p }';
    writeFileSync(join(folder, "clouds.yaml"), `clouds:\n    gist: { auth: ${auth} }\n`);
    vi.stubEnv("OS_CLIENT_CONFIG_FILE", join(folder, "clouds.yaml"));
});

afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
});

test("entries are looked for in the user's clouds.yaml", async () => {
    await expect(cloudOpener("kone", 1000)("gist")).rejects.toThrow("nothing listens there");
});

test("a lab's are looked for in its own, whatever the user's variables say", async () => {
    await expect(cloudOpener("labnobody", 1000)("gist")).rejects.toThrow("clouds.yaml: not found");
});
