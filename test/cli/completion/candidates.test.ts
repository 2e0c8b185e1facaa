import { describe, expect, test } from "vitest";
import { candidates } from "../../../cli/completion/candidates.ts";
import { program } from "../../../cli/main.ts";

const choices = {
    environments: () => ["kone", "lab"],
    sites: (environment: string) => (environment === "kone" || environment === "lab" ? ["gist", "korea"] : []),
};
const words = (...typed: readonly string[]) => candidates(program(), typed, choices).map(({ word }) => word);

describe("what may come next", () => {
    test.each<[string, readonly string[], readonly string[]]>([
        ["a command", ["des"], ["destroy"]],
        ["a command of a command", ["lab", "st"], ["start", "stop", "status"]],
        ["an environment", ["up", ""], ["kone", "lab"]],
        ["an environment, after options", ["up", "--parallel", "2", "--json", "k"], ["kone"]],
        ["a site", ["ssh", "kone", "k"], ["korea"]],
        ["a site of the lab, whose environment needn't be named", ["lab", "ssh", "g"], ["gist"]],
        ["sites with commas, each once", ["up", "kone", "--site", "gist,"], ["gist,tower", "gist,korea"]],
        ["a lab", ["lab", "stop", "--environment", "l"], ["lab"]],
        ["an option", ["preview", "lab", "--ex"], ["--expect-no-changes"]],
        ["a value that an option takes", ["topology", "lab", "--format", "s"], ["svg"]],
        ["a shell", ["completion", ""], ["bash", "zsh", "fish"]],
        ["nothing after the last argument", ["up", "lab", ""], []],
        ["nothing of ours behind two dashes", ["ssh", "lab", "gist", "--", "--g"], []],
        ["no site of an environment that isn't there", ["ssh", "nowhere", ""], []],
    ])("%s", (_, typed, expected) => expect(words(...typed)).toEqual(expected));

    test("every command, with what it does, and nothing that is hidden", () => {
        const all = candidates(program(), [""], choices);
        expect(all.map(({ word }) => word)).toEqual(expect.arrayContaining(["up", "status", "site", "completion"]));
        expect(all.filter(({ word, description }) => description === "" || word.startsWith("_"))).toEqual([]);
    });
});
