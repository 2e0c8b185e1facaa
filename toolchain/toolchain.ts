import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { makeToolchain } from "./make.ts";
import { isCurrent, type Manifest, readManifest } from "./manifest.ts";
import { RECIPES, type ToolchainPart } from "./part.ts";
import { findPathPulumi, type PathPulumi } from "./path-pulumi.ts";
import { defaultLog, type Place, projectPlace, pulumiVariables } from "./place.ts";
import { checkNode } from "./requirements.ts";

export type { ToolchainPart } from "./part.ts";

/** Pulumi's CLI with the plugins that this project needs, ready for use. */
export interface Toolchain {
    /** Path of the CLI. */
    readonly pulumi: string;
    /** Its version. */
    readonly version: string;
    /** Variables to set over a child's environment, so that it uses this toolchain and nothing else. */
    readonly env: Readonly<Record<string, string>>;
    readonly parts: readonly ToolchainPart[];
}

/** Where the toolchain's messages go, and where it is. */
export interface ToolchainOptions {
    /**
     * Called with a line for each step that takes time.
     * @default nothing is shown
     */
    readonly log?: (line: string) => void;
    /**
     * File that gets the output of all builds.
     * @default `build.log` in the toolchain's folder
     */
    readonly logFile?: string;
    /**
     * Sources, folder and environment.
     * @default the project's own
     */
    readonly place?: Place;
}

/** What `toolchainStatus` found. */
export interface ToolchainStatus {
    /** The toolchain, when it is complete. */
    readonly toolchain: Toolchain | null;
    /** One line for each part: what is used and why, or what is missing. */
    readonly lines: readonly string[];
}

/** Gets Pulumi's CLI and plugins where they aren't there yet. Does nothing, at once, when they are. */
export async function ensureToolchain(options: ToolchainOptions = {}): Promise<Toolchain> {
    checkNode();
    const place = options.place ?? projectPlace();
    const manifest = currentManifest(place);
    if (manifest !== null) {
        return toolchainOf(place, manifest);
    }
    const build = { log: options.log ?? (() => {}), logFile: options.logFile ?? defaultLog(place) };
    mkdirSync(place.home, { recursive: true });
    const wait = (owner: string): void => build.log(`waiting for process ${owner}, which makes the toolchain`);
    return withLock(join(place.home, "lock"), wait, async () =>
        toolchainOf(place, currentManifest(place) ?? (await makeToolchain(place, build))),
    );
}

/** Tells what is used and why, without changing anything. */
export async function toolchainStatus(options: Pick<ToolchainOptions, "place"> = {}): Promise<ToolchainStatus> {
    const place = options.place ?? projectPlace();
    const manifest = currentManifest(place);
    const parts = readManifest(place)?.parts ?? [];
    const lines = RECIPES.map((recipe) => {
        const part = parts.find(({ name }) => name === recipe.name);
        return part && isCurrent(place, recipe, part)
            ? `${part.name} ${part.version}: ${part.source}, ${part.where} (${part.why})`
            : `${recipe.name} ${recipe.version}: not there yet`;
    });
    return { toolchain: manifest && toolchainOf(place, manifest), lines };
}

/** The last run's manifest, if nothing it depends on has changed since. */
function currentManifest(place: Place): Manifest | null {
    const manifest = readManifest(place);
    if (manifest === null || !isSamePulumi(manifest.onPath, findPathPulumi(place))) {
        return null;
    }
    const current = RECIPES.every((recipe) =>
        manifest.parts.some((part) => part.name === recipe.name && isCurrent(place, recipe, part)),
    );
    return current ? manifest : null;
}

function isSamePulumi(one: PathPulumi | null, other: PathPulumi | null): boolean {
    return one?.path === other?.path && one?.mark === other?.mark;
}

function toolchainOf(place: Place, manifest: Manifest): Toolchain {
    const parts = manifest.parts.map(({ fingerprint: _, ...part }) => part);
    const cli = parts.find((part) => part.name === "pulumi");
    if (cli === undefined) {
        throw new Error("the toolchain's manifest names no pulumi");
    }
    return { pulumi: cli.where, version: cli.version, env: pulumiVariables(place, cli.where), parts };
}
