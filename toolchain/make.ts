import { mkdirSync } from "node:fs";
import { type BuildLog, buildParts, builtFile } from "./build.ts";
import { FORMAT, isCurrent, type Manifest, type ManifestPart, readManifest, writeManifest } from "./manifest.ts";
import { fingerprint, type PartRecipe, RECIPES } from "./part.ts";
import { findPathPulumi, judgePathPulumi, languageHost, type PathPulumi } from "./path-pulumi.ts";
import { binFolder, type Place } from "./place.ts";
import { downloadPlugin, installedPlugin, installPlugin } from "./plugin.ts";
import { checkBuildRequirements } from "./requirements.ts";

/** Finds, downloads or builds each part, and writes down what it did. */
export async function makeToolchain(place: Place, build: BuildLog): Promise<Manifest> {
    const onPath = findPathPulumi(place);
    const programs = await getPrograms(place, onPath, build);
    const pulumi = programs[0]?.where ?? "pulumi";
    const plugins = await getPlugins(place, pulumi, build);
    const manifest: Manifest = { format: FORMAT, onPath, parts: [...programs, ...plugins] };
    writeManifest(place, manifest);
    return manifest;
}

/** The CLI and its language host: both from PATH or both built, since one release fits itself best. */
async function getPrograms(place: Place, onPath: PathPulumi | null, build: BuildLog): Promise<ManifestPart[]> {
    const recipes = RECIPES.filter((recipe) => recipe.kind !== "plugin");
    const { version, why } = await judgePathPulumi(place, onPath, build.logFile);
    if (onPath !== null && version !== null) {
        const where = (recipe: PartRecipe): string =>
            recipe.kind === "cli" ? onPath.path : (languageHost(onPath.path) ?? onPath.path);
        return recipes.map((recipe) => ({
            ...named(recipe),
            version,
            source: "path",
            where: where(recipe),
            why,
            fingerprint: "",
        }));
    }
    await buildMissing(place, recipes, build);
    return recipes.map((recipe) => built(place, recipe, builtFile(place, recipe), why));
}

async function getPlugins(place: Place, pulumi: string, build: BuildLog): Promise<ManifestPart[]> {
    const recipes = RECIPES.filter((recipe) => recipe.kind === "plugin");
    const parts = await Promise.all(recipes.map((recipe) => getReadyPlugin(place, pulumi, recipe, build)));
    const missing = recipes.filter((_, index) => typeof parts[index] === "string");
    await buildMissing(place, missing, build);
    for (const recipe of missing) {
        await installPlugin(place, pulumi, recipe, builtFile(place, recipe), build);
    }
    return recipes.map((recipe, index) => {
        const part = parts[index];
        return typeof part === "object" ? part : built(place, recipe, installedPlugin(place, recipe), part ?? "");
    });
}

/** The plugin if it is there or can be downloaded, else the reason to build it. */
async function getReadyPlugin(
    place: Place,
    pulumi: string,
    recipe: PartRecipe,
    build: BuildLog,
): Promise<ManifestPart | string> {
    const last = readManifest(place)?.parts.find((part) => part.name === recipe.name);
    if (last && isCurrent(place, recipe, last)) {
        return last;
    }
    // Where it had to be built once, a change of its source is no reason to wait for the registry again.
    const known = recipe.whyBuilt ?? (last?.source === "built" ? last.why : null);
    const reason = known ?? (await downloadPlugin(place, pulumi, recipe, build));
    if (reason !== null) {
        return reason;
    }
    const where = installedPlugin(place, recipe);
    const why = "Pulumi's registry has it";
    return { ...named(recipe), source: "downloaded", where, why, fingerprint: fingerprint(place, recipe) };
}

async function buildMissing(place: Place, recipes: readonly PartRecipe[], build: BuildLog): Promise<void> {
    const parts = readManifest(place)?.parts ?? [];
    const missing = recipes.filter((recipe) => !parts.some((part) => isCurrentBuild(place, recipe, part)));
    if (missing.length > 0) {
        await checkBuildRequirements(place, build.logFile);
        mkdirSync(binFolder(place), { recursive: true });
        await buildParts(place, missing, build);
    }
}

function isCurrentBuild(place: Place, recipe: PartRecipe, part: ManifestPart): boolean {
    return part.name === recipe.name && part.source === "built" && isCurrent(place, recipe, part);
}

function built(place: Place, recipe: PartRecipe, where: string, why: string): ManifestPart {
    return { ...named(recipe), source: "built", where, why, fingerprint: fingerprint(place, recipe) };
}

function named({ name, version }: PartRecipe): { name: string; version: string } {
    return { name, version };
}
