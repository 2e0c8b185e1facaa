import { join } from "node:path";
import { expect, test } from "vitest";
import { choicesIn, completionCommand } from "../../cli/completion.ts";
import { sampleFolder } from "./site/folder.ts";

test("environments and sites are those that have files; the tower is no site", () => {
    const project = sampleFolder();
    try {
        const choices = choicesIn(join(project.folder, "stacks"));
        expect(choices.environments()).toEqual(["kone"]);
        expect(choices.sites("kone")).toEqual(["gist", "korea"]);
        expect(choices.sites("nowhere")).toEqual([]);
    } finally {
        project.remove();
    }
});

test("an unknown shell is refused with the ones that there are", async () => {
    const command = completionCommand()
        .exitOverride()
        .configureOutput({ writeErr: () => undefined });
    await expect(command.parseAsync(["tcsh"], { from: "user" })).rejects.toThrow("bash, zsh, fish");
});
