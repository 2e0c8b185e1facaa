import { expect, test } from "vitest";
import { secretsCommand } from "../../cli/secrets.ts";

test("k-one secrets make is told an environment, and may be told sites", async () => {
    const make = secretsCommand().commands.find((command) => command.name() === "make");
    expect(make?.options.map(({ long }) => long)).toEqual(["--site", "--json"]);
    expect(make?.registeredArguments.map((argument) => argument.name())).toEqual(["environment"]);
});

test("it refuses sites that there aren't, before it asks anybody", async () => {
    await expect(secretsCommand().parseAsync(["make", "kone", "--site", "nobody"], { from: "user" })).rejects.toThrow(
        "nobody: no site of kone.",
    );
});
