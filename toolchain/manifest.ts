import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, type PartRecipe, type ToolchainPart } from "./part.ts";
import type { PathPulumi } from "./path-pulumi.ts";
import type { Place } from "./place.ts";

/** A part that was made or found, with the fingerprint of what it came from. */
export interface ManifestPart extends ToolchainPart {
    readonly fingerprint: string;
}

/** What the last complete run left: enough to tell without starting a process that nothing has changed. */
export interface Manifest {
    readonly format: typeof FORMAT;
    /** The `pulumi` that was on PATH, used or not. */
    readonly onPath: PathPulumi | null;
    readonly parts: readonly ManifestPart[];
}

/** Goes up when older manifests can't be understood any more. */
export const FORMAT = 1;

/** Reads what the last run left; null when there is none, or one of another format. */
export function readManifest(place: Place): Manifest | null {
    try {
        const manifest = JSON.parse(readFileSync(manifestFile(place), "utf8")) as Manifest;
        return manifest.format === FORMAT ? manifest : null;
    } catch {
        return null;
    }
}

/** Writes the manifest in one step, so that a run that is interrupted leaves the old one. */
export function writeManifest(place: Place, manifest: Manifest): void {
    const draft = `${manifestFile(place)}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(manifest, null, 4)}\n`);
    renameSync(draft, manifestFile(place));
}

/** Whether a part is still there and what it came from is unchanged. */
export function isCurrent(place: Place, recipe: PartRecipe, part: ManifestPart): boolean {
    return existsSync(part.where) && (part.source === "path" || part.fingerprint === fingerprint(place, recipe));
}

function manifestFile(place: Place): string {
    return join(place.home, "manifest.json");
}
