import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { writeImports } from "../../../cli/import-script/write-imports.ts";
import { samplePlan } from "../verify/fakes.ts";

test("a preview that doesn't run is told with the site, and that the stack files are there", async () => {
    const logs = mkdtempSync(`${tmpdir()}/k-one-imports-`);
    const plan = samplePlan();
    const site = plan.sites[0]?.site ?? "";
    const environment = {
        name: "nowhere",
        plan,
        pulumi: { folder: logs, pulumi: "/nowhere/pulumi", env: {} },
        backend: "",
        stacks: new Set<string>(),
        logs,
        policyPack: null,
    };
    const sites = [{ site }] as unknown as Parameters<typeof writeImports>[1];
    const writing = writeImports(
        environment,
        sites,
        { live: false, write: () => undefined },
        new AbortController().signal,
    );
    await expect(writing).rejects.toThrow(new RegExp(`^The stack files are written, but no import files:\\n${site}: `));
    rmSync(logs, { recursive: true });
});
