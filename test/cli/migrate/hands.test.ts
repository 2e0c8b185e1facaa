import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { migrationHands } from "../../../cli/migrate/hands.ts";
import type { Target } from "../../../cli/migrate/target.ts";
import { fakeHands, samplePlan } from "../verify/fakes.ts";

test("the files are written as they were shown", async () => {
    const folder = mkdtempSync(join(tmpdir(), "k-one-hands-"));
    try {
        const path = join(folder, "Pulumi.kone-tower.yaml");
        const plan = samplePlan();
        const pulumi = { folder, pulumi: "/nowhere", env: {} };
        const files = [{ owner: "tower", path, before: "driver: tricircle\n", after: "driver: mesh\n" }];
        const hands = migrationHands({
            environment: { name: "kone", plan, pulumi, backend: "", stacks: new Set(), policyPack: null, logs: folder },
            target: { plan, files, ahead: true } satisfies Target,
            hands: fakeHands({}),
            display: { live: false, write: () => undefined },
            looking: true,
        });
        await hands.writeFiles();
        expect(readFileSync(path, "utf8")).toBe("driver: mesh\n");
    } finally {
        rmSync(folder, { recursive: true });
    }
});
