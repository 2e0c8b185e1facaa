import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { refuseBrokenState, removeEmptyAttributes } from "../../../cli/recover/checkpoint.ts";

let state: string;
let file: string;

beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), "k-one-state-"));
    mkdirSync(join(state, ".pulumi/stacks/k-one"), { recursive: true });
    file = join(state, ".pulumi/stacks/k-one/lab-gist.json");
});

afterEach(() => rmSync(state, { recursive: true }));

const refuse = () => refuseBrokenState(`file://${state}`, "k-one", "lab-gist");

test("a whole state, none at all, and another kind of backend pass", () => {
    refuse();
    writeFileSync(file, "{}");
    refuse();
    refuseBrokenState("s3://bucket", "k-one", "lab-gist");
});

test("a cut-off state names the whole copy beside it and how to put it back", () => {
    writeFileSync(file, '{"version": 3, "chec');
    writeFileSync(`${file}.bak`, "{}");
    expect(refuse).toThrow(`its state ${file} is cut off or damaged. Pulumi's copy of`);
    expect(refuse).toThrow(`\`cp ${file}.bak ${file}\``);
});

test("without a whole copy only a backup helps", () => {
    writeFileSync(file, "");
    writeFileSync(`${file}.bak`, "");
    expect(refuse).toThrow("There is no whole copy beside it: restore that file from a backup");
});

test("an empty file of attributes, which stops Pulumi altogether, is removed, and no other", () => {
    for (const [name, text] of [
        ["lab-gist.json", ""],
        ["lab-gist.json.attrs", ""],
        ["lab-korea.json.attrs", "{}"],
    ] as const) {
        writeFileSync(join(state, ".pulumi/stacks/k-one", name), text);
    }
    removeEmptyAttributes(`file://${state}`);
    expect(readdirSync(join(state, ".pulumi/stacks/k-one")).sort()).toEqual(["lab-gist.json", "lab-korea.json.attrs"]);
    removeEmptyAttributes("s3://bucket");
    removeEmptyAttributes("file:///nowhere/at/all");
});
