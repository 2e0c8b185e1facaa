import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEnvironments, readEnvironment } from "../../plan/folder.ts";

let folder = "";
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "k-one-folder-"));
    for (const name of ["lab-tower.yaml", "lab-gist.yaml", "kone-tower.yaml", "kone-gist.yaml.bak", "dev.yaml"]) {
        writeFileSync(join(folder, `Pulumi.${name}`), "config: {}\n");
    }
    writeFileSync(join(folder, "index.ts"), "");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a folder of stack files", () => {
    test("holds environments, and other files too", () => {
        expect(listEnvironments(folder)).toEqual(["dev", "kone", "lab"]);
    });

    test("gives an environment's files, and no other's", () => {
        expect(readEnvironment(folder, "lab").map(({ owner }) => owner)).toEqual(["gist", "tower"]);
    });

    test("says which environments there are", () => {
        expect(() => readEnvironment(folder, "labs")).toThrow(
            "environment labs: 1 mistake in its stack files; nothing was changed.\n" +
                `${join(folder, "Pulumi.labs-*.yaml")}: no such file, so there is no environment labs. ` +
                'Did you mean "lab"? There are dev, kone and lab. ' +
                "Name one that there is, or write a file for the tower and one for each site.",
        );
    });

    test("may hold nothing, or not be there", () => {
        expect(() => readEnvironment(join(folder, "none"), "lab")).toThrow("There is no environment in ");
    });
});
