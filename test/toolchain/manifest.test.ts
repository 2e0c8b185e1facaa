import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FORMAT, isCurrent, type ManifestPart, readManifest, writeManifest } from "../../toolchain/manifest.ts";
import { fingerprint, type PartRecipe, RECIPES } from "../../toolchain/part.ts";
import { makeWorkshop, type Workshop } from "./workshop.ts";

let place: Workshop;
beforeEach(() => {
    place = makeWorkshop();
});
afterEach(() => place.remove());

const recipe = RECIPES[2] as PartRecipe;

function part(more: Partial<ManifestPart> = {}): ManifestPart {
    const where = join(place.home, "plugin");
    const { name, version } = recipe;
    return { name, version, source: "built", where, why: "", fingerprint: fingerprint(place, recipe), ...more };
}

beforeEach(() => {
    mkdirSync(place.home);
    writeFileSync(join(place.home, "plugin"), "");
});

it("is read as it was written, and leaves no draft", () => {
    expect(readManifest(place)).toBeNull();
    const manifest = { format: FORMAT, onPath: null, parts: [part()] } as const;
    writeManifest(place, manifest);
    expect(readManifest(place)).toEqual(manifest);
    expect(readdirSync(place.home).sort()).toEqual(["manifest.json", "plugin"]);
});

it.each(["", "{", '{"format":0}'])("counts as none when it is %j", (text) => {
    writeFileSync(join(place.home, "manifest.json"), text);
    expect(readManifest(place)).toBeNull();
});

it("knows a part that isn't current", () => {
    expect(isCurrent(place, recipe, part())).toBe(true);
    expect(isCurrent(place, recipe, part({ fingerprint: "older" }))).toBe(false);
    expect(isCurrent(place, recipe, part({ fingerprint: "", source: "path" }))).toBe(true);
    rmSync(join(place.home, "plugin"));
    expect(isCurrent(place, recipe, part())).toBe(false);
});
