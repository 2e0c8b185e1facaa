import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { assertNotMigrating, migrationFile } from "../../stacks/half-migrated.ts";

test("lets nobody at the stacks of an environment that is between two drivers, and says how to go on", () => {
    const root = mkdtempSync(join(tmpdir(), "k-one-half-"));
    try {
        const file = migrationFile(root, "kone");
        assertNotMigrating(root, "kone");
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, "{}");
        expect(() => assertNotMigrating(root, "kone")).toThrow(
            "environment kone is on its way to mesh, and its stacks don't yet say what is there; nothing was changed. " +
                "Run `npx k-one migrate kone --to mesh`: it goes on where it ended.",
        );
        assertNotMigrating(root, "lab");
    } finally {
        rmSync(root, { recursive: true });
    }
});
