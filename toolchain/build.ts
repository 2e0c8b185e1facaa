import { copyFileSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../plan/user-error.ts";
import { runCommand } from "./command.ts";
import type { PartRecipe } from "./part.ts";
import { binFolder, buildEnv, type Place } from "./place.ts";
import { PULUMI_VERSION } from "./version.ts";

/** Where messages of a build go. */
export interface BuildLog {
    /** Called with a line for each step. */
    readonly log: (line: string) => void;
    /** File that gets all output. */
    readonly logFile: string;
}

/** Folder of the plugins that are built. It isn't on PATH: Pulumi warns about plugins it finds there. */
export function pluginFolder(place: Place): string {
    return join(place.home, "plugins");
}

/** File that a recipe makes. */
export function builtFile(place: Place, recipe: PartRecipe): string {
    return join(recipe.kind === "plugin" ? pluginFolder(place) : binFolder(place), recipe.file);
}

/** Builds programs, module by module: what a module's programs share is compiled once. */
export async function buildParts(place: Place, recipes: readonly PartRecipe[], build: BuildLog): Promise<void> {
    for (const module of new Set(recipes.map((recipe) => recipe.module))) {
        await buildModule(
            place,
            module,
            recipes.filter((recipe) => recipe.module === module),
            build,
        );
    }
}

async function buildModule(
    place: Place,
    module: string,
    recipes: readonly PartRecipe[],
    build: BuildLog,
): Promise<void> {
    const draft = join(place.home, "new");
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    build.log(`building ${recipes.map((recipe) => recipe.name).join(", ")}`);
    const result = await runCommand(["go", ...goArguments(draft, recipes)], {
        cwd: join(place.sources, module),
        env: buildEnv(place),
        logFile: build.logFile,
        onLine: progress(build.log),
    });
    if (!result.ok) {
        throw new UserError(
            `Building Pulumi's tools failed: ${mistakeIn(result.output) ?? result.reason}. All of it is in ${build.logFile}`,
        );
    }
    for (const recipe of recipes) {
        install(place, recipe, join(draft, programName(recipe)));
    }
    rmSync(draft, { recursive: true, force: true });
}

/** The last line that is more than the name of a package being compiled or downloaded. */
function mistakeIn(output: string): string | undefined {
    const isProgress = (line: string): boolean => /^[^ :]*$|^go: downloading |^# /.test(line);
    return output
        .split("\n")
        .findLast((line) => !isProgress(line))
        ?.trim();
}

function goArguments(out: string, recipes: readonly PartRecipe[]): string[] {
    const version = `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`;
    const packages = recipes.map((recipe) => recipe.package);
    return ["build", "-v", "-ldflags", `-s -w -X ${version}`, "-o", `${out}/`, ...packages];
}

/** Moves a finished program to its place in one step: a run that is using the old one keeps it. */
function install(place: Place, recipe: PartRecipe, built: string): void {
    const target = builtFile(place, recipe);
    mkdirSync(join(target, ".."), { recursive: true });
    renameSync(built, target);
    if (recipe.kind === "host") {
        const launcher = "pulumi-resource-pulumi-nodejs";
        copyFileSync(join(place.sources, "langhost", launcher), join(binFolder(place), launcher));
    }
}

function programName(recipe: PartRecipe): string {
    return recipe.package.split("/").at(-1) ?? recipe.package;
}

/** Go names each module and package it is at; one line in fifty is enough to see that it goes on. */
function progress(log: (line: string) => void): (line: string) => void {
    let [downloaded, compiled] = [0, 0];
    return (line) => {
        if (line.startsWith("go: downloading")) {
            downloaded += 1;
        } else {
            compiled += 1;
        }
        if ((downloaded + compiled) % 50 === 0) {
            log(`${downloaded} modules downloaded, ${compiled} packages compiled`);
        }
    };
}
