import { existsSync, readFileSync } from "node:fs";
import { mkdir, statfs } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../plan/user-error.ts";
import { runCommand } from "./command.ts";
import { buildEnv, type Place } from "./place.ts";
import { atLeast, findVersion, NODE_MINIMUM, PULUMI_VERSION } from "./version.ts";

const GIBIBYTE = 2 ** 30;

/** Bytes that modules, compiled packages and binaries take when nothing is there yet. */
export const SPACE_FROM_NOTHING = 7 * GIBIBYTE;

/** Bytes that a build takes when the packages are compiled already. */
export const SPACE_WITH_CACHE = 1.5 * GIBIBYTE;

/** Stops when Node itself is too old. */
export function checkNode(version: string = process.versions.node): void {
    if (!atLeast(version, NODE_MINIMUM)) {
        throw new UserError(
            `Node ${version} is too old: Node ${NODE_MINIMUM} or newer is needed. Install it and start again.`,
        );
    }
}

/** Stops, in one sentence and before anything is built, when the build can't succeed on this computer. */
export async function checkBuildRequirements(place: Place, logFile: string): Promise<void> {
    await checkGo(place, logFile);
    await checkSpace(place);
    await checkRegistry(place, logFile);
}

/** Oldest Go that compiles our sources, as their go.mod says. */
export function goMinimum(place: Place): string {
    return /^go (\S+)$/m.exec(readFileSync(join(place.sources, "go.mod"), "utf8"))?.[1] ?? "1.25";
}

async function checkGo(place: Place, logFile: string): Promise<void> {
    const minimum = goMinimum(place);
    const need = `Go ${minimum} or newer is needed to build Pulumi's tools`;
    const fix = "Install it from https://go.dev/dl, or put Pulumi's own CLI on PATH, and start again.";
    const result = await runCommand(["go", "version"], { cwd: place.sources, env: buildEnv(place), logFile });
    const version = result.ok ? findVersion(result.output) : undefined;
    if (version === undefined) {
        throw new UserError(`${need}, and there is no working \`go\` on PATH. ${fix}`);
    }
    if (!atLeast(version, minimum)) {
        throw new UserError(`${need}, and the \`go\` on PATH is ${version}. ${fix}`);
    }
}

/** Stops when the disk has no room for the build. */
export async function checkSpace(place: Place, needed = spaceNeeded(place)): Promise<void> {
    await mkdir(place.home, { recursive: true });
    const disk = await statfs(place.home);
    const free = disk.bavail * disk.bsize;
    if (free < needed) {
        throw new UserError(
            `Building Pulumi's tools takes ${gibibytes(needed)} GiB of disk space, and ${place.home} has ${gibibytes(free)} GiB left. Free some and start again.`,
        );
    }
}

function spaceNeeded(place: Place): number {
    return existsSync(join(place.home, "bin", "pulumi")) ? SPACE_WITH_CACHE : SPACE_FROM_NOTHING;
}

function gibibytes(bytes: number): string {
    return (bytes / GIBIBYTE).toFixed(1);
}

async function checkRegistry(place: Place, logFile: string): Promise<void> {
    const module = `github.com/pulumi/pulumi/sdk/v3@v${PULUMI_VERSION}`;
    const result = await runCommand(["go", "list", "-m", module], {
        cwd: place.sources,
        env: buildEnv(place),
        logFile,
        timeout: 60_000,
    });
    if (!result.ok) {
        const registry = place.env.GOPROXY || "Go's default";
        throw new UserError(
            `Go's module registry (GOPROXY: ${registry}) doesn't give ${module}: ${result.reason}. Check the network and GOPROXY, and start again.`,
        );
    }
}
