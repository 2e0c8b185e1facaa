import { expect, test } from "vitest";
import { siteCommand } from "../../cli/site.ts";

test.each([
    ["add", "--institution"],
    ["remove", "--without-backend"],
])("k-one site %s leaves a lab's files to the lab", async (name, option) => {
    const command = siteCommand();
    expect(command.commands.find((child) => child.name() === name)?.options.map(({ long }) => long)).toContain(option);
    await expect(command.parseAsync([name, "labnobody", "unist", "--yes"], { from: "user" })).rejects.toThrow(
        "npx k-one lab start --environment labnobody",
    );
});
