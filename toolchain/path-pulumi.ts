import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { runCommand } from "./command.ts";
import { binFolder, type Place, pulumiVariables } from "./place.ts";
import { atLeast, findVersion, PULUMI_MINIMUM } from "./version.ts";

/** The `pulumi` that PATH finds, recognised again without running it. */
export interface PathPulumi {
    readonly path: string;
    /** Changes when another release is installed at the same path. */
    readonly mark: string;
}

/** What is to be thought of the `pulumi` on PATH. */
export interface PathVerdict {
    /** Its version, when it can be used. */
    readonly version: string | null;
    /** Why it is used, or why not. */
    readonly why: string;
}

/** Finds `pulumi` on PATH, but not the one we built. */
export function findPathPulumi(place: Place): PathPulumi | null {
    const own = resolve(binFolder(place));
    const folders = (place.env.PATH ?? "").split(":").filter((folder) => folder !== "" && resolve(folder) !== own);
    const path = folders.map((folder) => join(folder, "pulumi")).find(isExecutable);
    if (path === undefined) {
        return null;
    }
    const { size, mtimeMs } = statSync(path);
    return { path, mark: `${size}-${mtimeMs}` };
}

/** Decides whether the `pulumi` on PATH is recent enough and brings the language host that runs Node programs. */
export async function judgePathPulumi(place: Place, found: PathPulumi | null, logFile: string): Promise<PathVerdict> {
    if (found === null) {
        return { version: null, why: "there is no pulumi on PATH" };
    }
    if (languageHost(found.path) === undefined) {
        return { version: null, why: `${found.path} has no pulumi-language-nodejs beside it` };
    }
    const env = { ...place.env, ...pulumiVariables(place, found.path) };
    const result = await runCommand([found.path, "version"], { cwd: place.sources, env, logFile, timeout: 20_000 });
    const version = result.ok ? findVersion(result.output) : undefined;
    if (version === undefined) {
        return { version: null, why: `${found.path} doesn't tell its version (${result.reason})` };
    }
    return atLeast(version, PULUMI_MINIMUM)
        ? { version, why: `found on PATH, ${PULUMI_MINIMUM} or newer` }
        : { version: null, why: `${found.path} is ${version}, older than ${PULUMI_MINIMUM}` };
}

/** The language host of the same release, if there is one. */
export function languageHost(pulumi: string): string | undefined {
    return [dirname(pulumi), dirname(realpathSync(pulumi))]
        .map((folder) => join(folder, "pulumi-language-nodejs"))
        .find(isExecutable);
}

function isExecutable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
    } catch {
        return false;
    }
}
