import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type PartRecipe, RECIPES } from "../../toolchain/part.ts";
import { downloadPlugin, installedPlugin, installPlugin } from "../../toolchain/plugin.ts";
import { fakePulumi, makeWorkshop, type Workshop } from "./workshop.ts";

let place: Workshop;
beforeEach(() => {
    place = makeWorkshop();
});
afterEach(() => place.remove());

const recipe = RECIPES[3] as PartRecipe;
const build = () => ({ log: () => {}, logFile: join(place.home, "log") });
beforeEach(() => mkdirSync(place.home));

it("downloads from Pulumi's registry into our own folder", async () => {
    const pulumi = place.provide("pulumi", fakePulumi("3.250.0", true));
    expect(await downloadPlugin(place, pulumi, recipe, build())).toBeNull();
    expect(installedPlugin(place, recipe)).toContain(join(place.home, "home", "plugins"));
    expect(existsSync(installedPlugin(place, recipe))).toBe(true);
});

it("says why the registry doesn't give it", async () => {
    const pulumi = place.provide("pulumi", fakePulumi());
    expect(await downloadPlugin(place, pulumi, recipe, build())).toMatch(/^Pulumi's registry doesn't .*5 attempts/);
});

it("says what is wrong when a built plugin can't be installed", async () => {
    const pulumi = place.provide("pulumi", "echo no room; exit 1");
    await expect(installPlugin(place, pulumi, recipe, "/p", build())).rejects.toThrow(/openstack from \/p: no room/);
});
