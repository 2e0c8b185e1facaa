import { join } from "node:path";
import { UserError } from "../plan/user-error.ts";
import type { BuildLog } from "./build.ts";
import { runCommand } from "./command.ts";
import type { PartRecipe } from "./part.ts";
import { type Place, pulumiVariables } from "./place.ts";

const DOWNLOAD_LIMIT = 120_000;

/** File of an installed plugin. */
export function installedPlugin(place: Place, recipe: PartRecipe): string {
    return join(place.home, "home", "plugins", `resource-${recipe.name}-v${recipe.version}`, recipe.file);
}

/** Tries Pulumi's own registry. Returns why it didn't work, or null when the plugin is there. */
export async function downloadPlugin(
    place: Place,
    pulumi: string,
    recipe: PartRecipe,
    build: BuildLog,
): Promise<string | null> {
    build.log(`asking Pulumi's registry for plugin ${recipe.name} ${recipe.version}`);
    const result = await install(place, pulumi, recipe, [], build);
    return result.ok ? null : `Pulumi's registry doesn't give it: ${result.reason}`;
}

/** Installs a plugin that was built. */
export async function installPlugin(
    place: Place,
    pulumi: string,
    recipe: PartRecipe,
    file: string,
    build: BuildLog,
): Promise<void> {
    const result = await install(place, pulumi, recipe, ["--file", file], build);
    if (!result.ok) {
        throw new UserError(
            `Pulumi doesn't install plugin ${recipe.name} from ${file}: ${result.reason}. All of it is in ${build.logFile}`,
        );
    }
}

function install(place: Place, pulumi: string, recipe: PartRecipe, extra: readonly string[], build: BuildLog) {
    const argv = [pulumi, "plugin", "install", "resource", recipe.name, recipe.version, "--reinstall", ...extra];
    return runCommand(argv, {
        cwd: place.home,
        env: { ...place.env, ...pulumiVariables(place, pulumi) },
        logFile: build.logFile,
        timeout: DOWNLOAD_LIMIT,
    });
}
