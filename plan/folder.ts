import { readdirSync, readFileSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { error, type Finding, PlanError } from "./finding.ts";
import { didYouMean } from "./nearest.ts";
import { parseFileName, parseStackFile, type StackFile } from "./stack-file.ts";
import { list } from "./words.ts";

/** Stack files of an environment, as YAML: nothing is decrypted. Throws a {@link PlanError} when there are none. */
export function readEnvironment(folder: string, environment: string): StackFile[] {
    const names = stackFiles(folder).filter((file) => file.environment === environment);
    if (names.length === 0) throw new PlanError(environment, [noFiles(folder, environment)]);
    return names.map(({ name }) => parseStackFile(shownPath(folder, name), readFileSync(join(folder, name), "utf8")));
}

/** Environments that have files in a folder, sorted. */
export function listEnvironments(folder: string): string[] {
    return [...new Set(stackFiles(folder).map(({ environment }) => environment))].sort();
}

function stackFiles(folder: string): { readonly name: string; readonly environment: string }[] {
    return namesIn(folder)
        .sort()
        .flatMap((name) => {
            const file = parseFileName(name);
            return file === null ? [] : [{ name, environment: file.environment }];
        });
}

/** A folder that doesn't exist has no environments. */
function namesIn(folder: string): string[] {
    try {
        return readdirSync(folder);
    } catch {
        return [];
    }
}

function noFiles(folder: string, environment: string): Finding {
    const known = listEnvironments(folder);
    const there = known.length === 0 ? `There is no environment in ${folder}.` : `There are ${list(known)}.`;
    return error(
        shownPath(folder, `Pulumi.${environment}-*.yaml`),
        `no such file, so there is no environment ${environment}.${didYouMean(environment, known)} ${there} ` +
            "Name one that there is, or write a file for the tower and one for each site.",
    );
}

/** Path as an operator would type it: relative inside the working folder, absolute outside of it. */
function shownPath(folder: string, name: string): string {
    const path = relative(process.cwd(), join(folder, name));
    return path.startsWith("..") || isAbsolute(path) ? join(folder, name) : path;
}
