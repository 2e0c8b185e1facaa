import { describe, expect, test } from "vitest";
import { program } from "../../cli/main.ts";
import { migrateCommand } from "../../cli/migrate.ts";

/** What commander says of a command line, without a word to the terminal. */
async function refusal(...args: readonly string[]): Promise<string> {
    const command = migrateCommand().exitOverride();
    command.configureOutput({ writeErr: () => undefined });
    return command.parseAsync(["node", "k-one", ...args]).then(
        () => "",
        (error: Error) => error.message,
    );
}

describe("k-one migrate", () => {
    test("stands among the commands that change something", () => {
        expect(program().commands.map((command) => command.name())).toContain("migrate");
    });

    test("must be told where to, and knows mesh alone", async () => {
        expect(await refusal("lab")).toContain("required option '--to <driver>' not specified");
        expect(await refusal("lab", "--to", "tricircle")).toContain("Allowed choices are mesh");
    });
});
