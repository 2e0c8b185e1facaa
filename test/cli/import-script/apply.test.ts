import { expect, test } from "vitest";
import { applyImports, importPath } from "../../../cli/import-script/apply.ts";
import { samplePlan } from "../verify/fakes.ts";

const display = { live: false, write: () => undefined };

test("without an import file it names the command that writes one", async () => {
    const environment = {
        name: "nowhere",
        plan: samplePlan(),
        pulumi: { folder: "/", pulumi: "pulumi", env: {} },
        backend: "file:///nowhere",
        stacks: new Set<string>(),
        logs: "/nowhere",
        policyPack: null,
    };
    await expect(applyImports(environment, display, new AbortController().signal)).rejects.toThrow(
        "`npx k-one import-script nowhere --cloud <entry> --regions <region>=<site>,…`",
    );
});

test("import files are the environment's own", () => {
    expect(importPath("kone", "kone-gist")).toMatch(/\.k-one\/kone\/import\/kone-gist\.json$/);
});
