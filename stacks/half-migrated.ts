import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../plan/user-error.ts";

/** File that lies there while an environment is between two drivers. */
export function migrationFile(root: string, environment: string): string {
    return join(root, ".k-one", environment, "migration.json");
}

/** Throws while an environment is between two drivers: its files, its state and its regions don't say the same then. */
export function assertNotMigrating(root: string, environment: string): void {
    if (!existsSync(migrationFile(root, environment))) return;
    throw new UserError(
        `environment ${environment} is on its way to mesh, and its stacks don't yet say what is there; nothing was changed. ` +
            `Run \`npx k-one migrate ${environment} --to mesh\`: it goes on where it ended.`,
    );
}
