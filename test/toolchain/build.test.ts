import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { buildParts, builtFile, pluginFolder } from "../../toolchain/build.ts";
import { RECIPES } from "../../toolchain/part.ts";
import { fakeGo, makeWorkshop, type Workshop } from "./workshop.ts";

let place: Workshop;
beforeEach(() => {
    place = makeWorkshop();
});
afterEach(() => place.remove());

const steps: string[] = [];
const build = () => ({ log: (line: string) => steps.push(line), logFile: join(place.home, "log") });

it("starts Go once for each module, and moves what it made to its place", async () => {
    place.provide("go", fakeGo());
    await buildParts(place, RECIPES, build());
    expect(place.calls()).toHaveLength(2);
    expect(RECIPES.map((recipe) => builtFile(place, recipe)).every((file) => existsSync(file))).toBe(true);
    expect(existsSync(join(place.home, "new"))).toBe(false);
    expect(steps).toEqual(["building pulumi, pulumi-language-nodejs, command", "building openstack"]);
});

it("keeps plugins off PATH", () => {
    expect(RECIPES.map((recipe) => builtFile(place, recipe).startsWith(pluginFolder(place)))).toEqual([
        false,
        false,
        true,
        true,
    ]);
});

it("shows now and then how far it is", async () => {
    place.provide("go", 'i=0; while [ $i -lt 60 ]; do echo "go: downloading $i"; i=$((i + 1)); done; exit 1');
    await expect(buildParts(place, RECIPES, build())).rejects.toThrow("All of it is in");
    expect(steps).toContain("50 modules downloaded, 0 packages compiled");
});

it("tells the mistake, not the package that was compiled last", async () => {
    place.provide(
        "go",
        "echo some.host/package; echo '# k-one/langhost'; echo 'a.go:1:2: undefined: b'; echo x/y; exit 1",
    );
    await expect(buildParts(place, RECIPES, build())).rejects.toThrow("failed: a.go:1:2: undefined: b. All of it");
});
